import type { SharedMailboxSeed, UserSeed } from "./entra/index.ts";
import type { MailboxSeed } from "./mail/index.ts";

/** The people of the small company that `npm run simulator` has. */
export const users: readonly UserSeed[] = [
  ...["support", "sales", "agent"].map((name) => ({ userPrincipalName: `${name}@contoso.com` })),
  { userPrincipalName: "admin@contoso.com", displayName: "Admin", administrator: true },
];

/** Its shared mailboxes: Agent reads info and writes in its name. */
export const sharedMailboxes: readonly SharedMailboxSeed[] = [
  { address: "info@contoso.com", fullAccess: ["agent@contoso.com"], sendAs: ["agent@contoso.com"] },
];

/** The mailboxes of these people, and the shared ones, as the mail server knows them. */
export function mailboxesOf(
  people: readonly UserSeed[],
  shared: readonly SharedMailboxSeed[],
): readonly MailboxSeed[] {
  return [
    ...people.map(({ userPrincipalName, mail }) => ({
      address: mail ?? userPrincipalName,
      userPrincipalName,
    })),
    ...shared,
  ];
}
