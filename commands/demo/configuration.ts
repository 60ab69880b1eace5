/** The demo's configuration: three mailboxes, the last one shared. */
export function configuration(xcallyUrl: string) {
  return {
    xcallyUrl,
    mailboxes: [
      { key: "support", address: "support@contoso.com" },
      { key: "sales", address: "sales@contoso.com" },
      { key: "info", address: "info@contoso.com", shared: true, signInUser: "agent@contoso.com" },
    ],
  } as const;
}
