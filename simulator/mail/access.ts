import type { Introspect, TokenClaims } from "./introspection.ts";
import { mayOpen, same } from "./mailboxes.ts";
import type { Mailbox, Mailboxes } from "./mailboxes.ts";
import type { MailSwitches } from "./switches.ts";

/** Protocols by which a mailbox is read, as Dovecot names them. */
export type ReadingProtocol = "imap" | "pop3";

/** What a client shows when it signs in by XOAUTH2. */
export interface SignIn {
  /** The `user=` part. */
  readonly user: string;
  readonly token: string;
}

/**
 * What becomes of a sign-in that wants to read: `opened`; `refused`, for a token that is not valid here; `notConnected`, for
 * a valid token whose user has no right on the mailbox, or where there is none of this name.
 */
export type ReadingOutcome =
  | { readonly outcome: "opened"; readonly mailbox: Mailbox }
  | { readonly outcome: "refused" | "notConnected" };

/** What becomes of a sign-in that wants to send; `disabled` says where SMTP AUTH is off. */
export type SendingOutcome =
  | { readonly outcome: "authenticated"; readonly mailbox: Mailbox }
  | { readonly outcome: "refused" }
  | { readonly outcome: "disabled"; readonly where: "Tenant" | "Mailbox" };

/** Decides who may do what, for all protocols. */
export interface MailAccess {
  read(protocol: ReadingProtocol, signIn: SignIn): Promise<ReadingOutcome>;
  send(signIn: SignIn): Promise<SendingOutcome>;
}

/** What a token for Exchange Online is issued for, as the client asked for it. */
const audiences: readonly string[] = ["https://outlook.office.com", "https://outlook.office365.com"];

const readingScopes: Readonly<Record<ReadingProtocol, string>> = {
  imap: "IMAP.AccessAsUser.All",
  pop3: "POP.AccessAsUser.All",
};

/**
 * The rules of Exchange Online. To read a shared mailbox a client shows the token of a person with Full Access and names the mailbox in
 * `user=`. To send, `user=` must be the person's own user principal name, also for a shared mailbox, whose address is then the
 * sender's: named in `user=` it gets 535 5.7.3 (seen by nextcloud/mail in 2026). Whether Exchange takes the person's
 * address there where it differs is not documented; here it does not. Nor is which of several faults it names first: here the
 * token's, then the switch.
 */
export function createMailAccess(
  introspect: Introspect,
  mailboxes: Mailboxes,
  switches: MailSwitches,
): MailAccess {
  const claimsWith = async (token: string, scope: string): Promise<TokenClaims | undefined> => {
    const claims = await introspect(token);
    return claims && isForExchange(claims.audience) && claims.scopes.includes(scope) ? claims : undefined;
  };
  return {
    async read(protocol, { user, token }) {
      const claims = await claimsWith(token, readingScopes[protocol]);
      if (!claims) return { outcome: "refused" };
      const mailbox = mailboxes.bySignInName(user);
      if (!mailbox || !mayOpen(claims.userPrincipalName, mailbox)) return { outcome: "notConnected" };
      return { outcome: "opened", mailbox };
    },
    async send({ user, token }) {
      const claims = await claimsWith(token, "SMTP.Send");
      if (!claims || !same(claims.userPrincipalName, user)) return { outcome: "refused" };
      const mailbox = mailboxes.byUser(user);
      if (!mailbox) return { outcome: "refused" };
      const own = mailbox.smtpClientAuthenticationDisabled;
      if (own ?? switches.smtpClientAuthenticationDisabled)
        return { outcome: "disabled", where: own === null ? "Tenant" : "Mailbox" };
      return { outcome: "authenticated", mailbox };
    },
  };
}

function isForExchange(audience: string): boolean {
  return audiences.includes(audience.replace(/\/$/, ""));
}
