import { runs } from "../commands/doctor/entraLines.ts";
import { fail } from "../commands/doctor/faultTable.ts";
import type { BrokenLink } from "./brokenLink.ts";
import { noFullAccess, refused, servers, smtpAuthOff } from "./lines.ts";

/** What the mail servers refuse although XCALLY has a token. */
export const mailLinks: readonly BrokenLink[] = [
  {
    link: "Full Access on the shared mailbox is missing",
    of: "info",
    after: ({ mail }) => (mail.mailbox("info@contoso.com").fullAccess = []),
    at: "IMAP",
    code: "BAD User is authenticated but not connected.",
    doctor: { saysWithToken: [noFullAccess("info", "info@contoso.com", "agent@contoso.com")] },
  },
  {
    link: "somebody else has signed in",
    signsIn: "agent@contoso.com",
    at: "IMAP",
    code: "BAD User is authenticated but not connected.",
    doctor: {
      saysWithToken: [
        fail(
          "mail",
          `The access token is one of agent@contoso.com, but signInUser is sam@contoso.com. ${runs} Set signInUser to agent@contoso.com if this ` +
            "person signs in, or bring a token of sam@contoso.com.",
        ),
        noFullAccess("support", "sam@contoso.com", "agent@contoso.com"),
        refused(
          {
            server: servers.smtp,
            of: "support",
            as: "sam@contoso.com",
            answer: "535 5.7.3 Authentication unsuccessful",
          },
          "the server does not take the token: it is too old, lacks the permission SMTP.Send, or is not of the user that signs in. The person who " +
            "signs in: Sign in with the user principal name and a new token; the name may differ from the mail address.",
        ),
      ],
    },
  },
  {
    link: "Full Access on a shared mailbox with POP is missing",
    of: "info",
    connect: { permissions: ["POP.AccessAsUser.All", "SMTP.Send"] },
    mailboxConfig: { protocols: ["pop", "smtp"] },
    before: ({ mail, xcally }) => {
      mail.mailbox("info@contoso.com").fullAccess = [];
      xcally.switches.accountProtocols = { "info@contoso.com": ["pop", "smtp"] };
    },
    at: "POP3",
    code: "-ERR Authentication failure: unknown user name or bad password.",
    doctor: {
      saysWithToken: [
        refused(
          {
            server: servers.pop,
            of: "info",
            as: "info@contoso.com",
            answer: "-ERR Authentication failure: unknown user name or bad password.",
          },
          "the server does not take the token: it is too old, lacks the permission POP.AccessAsUser.All, or its user has no right on the mailbox. " +
            "The person who signs in: Sign in again in XCALLY, with the user that the stack's outputs name.",
        ),
      ],
    },
  },
  {
    link: "XCALLY asks for no permission to fetch",
    before: ({ xcally }) => (xcally.switches.accountProtocols = { "support@contoso.com": ["smtp"] }),
    at: "IMAP",
    code: "NO AUTHENTICATE failed.",
    doctor: {
      cannotKnow:
        "Which permissions XCALLY asks for is decided by the account's own settings in XCALLY, which the doctor does not read.",
    },
  },
  {
    link: "SMTP AUTH is off for the mailbox",
    after: ({ mail }) => (mail.mailbox("support@contoso.com").smtpClientAuthenticationDisabled = true),
    at: "SMTP",
    code: "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.",
    doctor: { saysWithToken: [smtpAuthOff("support", "sam@contoso.com", "Mailbox")] },
  },
  {
    link: "SMTP AUTH is off for the tenant",
    after: ({ mail }) => (mail.switches.smtpClientAuthenticationDisabled = true),
    at: "SMTP",
    code: "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.",
    doctor: { saysWithToken: [smtpAuthOff("support", "sam@contoso.com", "Tenant")] },
  },
  {
    link: "SMTP AUTH is off for the person who sends for the shared mailbox",
    of: "info",
    after: ({ mail }) => (mail.mailbox("agent@contoso.com").smtpClientAuthenticationDisabled = true),
    at: "SMTP",
    code: "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.",
    doctor: { saysWithToken: [smtpAuthOff("info", "agent@contoso.com", "Mailbox")] },
  },
  {
    link: "the account's user is the mail address in place of the user principal name",
    after: ({ xcally }) => xcally.state.mailAccounts.update(1, { user: "support@contoso.com" }),
    at: "SMTP",
    code: "535 5.7.3 Authentication unsuccessful",
    doctor: {
      cannotKnow: "The doctor signs in as signInUser and does not read which user the account has in XCALLY.",
      evenWithToken: true,
    },
  },
  {
    link: "the account's address is the user principal name in place of the mail address",
    after: ({ xcally }) => xcally.state.mailAccounts.update(1, { email: "sam@contoso.com" }),
    at: "SMTP",
    code: "554 5.2.252 SendAsDenied; sam@contoso.com not allowed to send as sam@contoso.com",
    doctor: {
      says: [
        fail(
          "XCALLY",
          "Mailbox support (support@contoso.com) has no mail account with the address support@contoso.com in XCALLY. XCALLY administrator: Create " +
            "it, or say which one it is, for account or accountId in the configuration.",
        ),
      ],
    },
  },
  {
    link: "Send As on the shared mailbox is missing",
    of: "info",
    after: ({ mail }) => (mail.mailbox("info@contoso.com").sendAs = []),
    at: "SMTP",
    code: "554 5.2.252 SendAsDenied; agent@contoso.com not allowed to send as info@contoso.com",
    doctor: {
      cannotKnow: "Exchange refuses the mail, not the sign-in, and the doctor sends none.",
      evenWithToken: true,
    },
  },
];
