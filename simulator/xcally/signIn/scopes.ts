import type { CloudProvider, MailAccount } from "../entities.ts";
import type { State } from "../state.ts";
import type { Switches } from "../switches.ts";

/** A protocol by which a mail account fetches or sends. */
export type MailProtocol = "imap" | "pop" | "smtp";

/** What an account uses unless {@link Switches.accountProtocols} says otherwise. */
const usualProtocols: readonly MailProtocol[] = ["imap", "smtp"];

const permissions: Readonly<Record<MailProtocol, string>> = {
  imap: "IMAP.AccessAsUser.All",
  pop: "POP.AccessAsUser.All",
  smtp: "SMTP.Send",
};

/** The protocols of a mail account. */
export function protocolsOf({ accountProtocols }: Switches, { email }: MailAccount): readonly MailProtocol[] {
  return accountProtocols[email] ?? usualProtocols;
}

/**
 * What a sign-in for a Cloud Provider asks for: the permissions for the mail accounts that use it, a refresh token, and an id token
 * that says who signed in.
 */
export function scopesFor(provider: CloudProvider, state: State, switches: Switches): string {
  const accounts = state.mailAccounts.list().filter(({ cloudProviderId }) => cloudProviderId === provider.id);
  const used = accounts.flatMap((account) => protocolsOf(switches, account));
  // The vendor's steps have the sign-in before the accounts are associated.
  const protocols = new Set(used.length > 0 ? used : usualProtocols);
  const mail = [...protocols].map((protocol) => `https://outlook.office.com/${permissions[protocol]}`);
  return ["openid", "email", "offline_access", ...mail].join(" ");
}
