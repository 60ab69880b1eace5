import type { BrokenLink } from "./chain.ts";

/** What the mail servers refuse although XCALLY has a token. */
export const mailLinks: readonly BrokenLink[] = [
  {
    link: "Full Access on the shared mailbox is missing",
    of: "info",
    after: ({ mail }) => (mail.mailbox("info@contoso.com").fullAccess = []),
    at: "IMAP",
    code: "BAD User is authenticated but not connected.",
  },
  {
    link: "somebody else has signed in",
    signsIn: "agent@contoso.com",
    at: "IMAP",
    code: "BAD User is authenticated but not connected.",
  },
  {
    link: "Full Access on a shared mailbox with POP is missing",
    of: "info",
    connect: { permissions: ["POP.AccessAsUser.All", "SMTP.Send"] },
    before: ({ mail, xcally }) => {
      mail.mailbox("info@contoso.com").fullAccess = [];
      xcally.switches.accountProtocols = { "info@contoso.com": ["pop", "smtp"] };
    },
    at: "POP3",
    code: "-ERR Authentication failure: unknown user name or bad password.",
  },
  {
    link: "XCALLY asks for no permission to fetch",
    before: ({ xcally }) => (xcally.switches.accountProtocols = { "support@contoso.com": ["smtp"] }),
    at: "IMAP",
    code: "NO AUTHENTICATE failed.",
  },
  {
    link: "SMTP AUTH is off for the mailbox",
    after: ({ mail }) => (mail.mailbox("support@contoso.com").smtpClientAuthenticationDisabled = true),
    at: "SMTP",
    code: "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.",
  },
  {
    link: "SMTP AUTH is off for the tenant",
    after: ({ mail }) => (mail.switches.smtpClientAuthenticationDisabled = true),
    at: "SMTP",
    code: "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.",
  },
  {
    link: "SMTP AUTH is off for the person who sends for the shared mailbox",
    of: "info",
    after: ({ mail }) => (mail.mailbox("agent@contoso.com").smtpClientAuthenticationDisabled = true),
    at: "SMTP",
    code: "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.",
  },
  {
    link: "the account's user is the mail address in place of the user principal name",
    after: ({ xcally }) => xcally.state.mailAccounts.update(1, { user: "support@contoso.com" }),
    at: "SMTP",
    code: "535 5.7.3 Authentication unsuccessful",
  },
  {
    link: "the account's address is the user principal name in place of the mail address",
    after: ({ xcally }) => xcally.state.mailAccounts.update(1, { email: "sam@contoso.com" }),
    at: "SMTP",
    code: "554 5.2.252 SendAsDenied; sam@contoso.com not allowed to send as sam@contoso.com",
  },
  {
    link: "Send As on the shared mailbox is missing",
    of: "info",
    after: ({ mail }) => (mail.mailbox("info@contoso.com").sendAs = []),
    at: "SMTP",
    code: "554 5.2.252 SendAsDenied; agent@contoso.com not allowed to send as info@contoso.com",
  },
];
