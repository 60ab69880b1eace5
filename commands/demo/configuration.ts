/** The demo's configuration: three mailboxes, the last one shared, and a `destroy` at the end that is meant. */
export function configuration(xcallyUrl: string) {
  return {
    xcallyUrl,
    protect: false,
    mailboxes: [
      { key: "support", address: "support@contoso.com" },
      { key: "sales", address: "sales@contoso.com" },
      { key: "info", address: "info@contoso.com", shared: true, signInUser: "agent@contoso.com" },
    ],
  } as const;
}
