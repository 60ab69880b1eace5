import type { Explanation } from "./explanation.ts";

/** What a mail server of Exchange Online answers, and what it means. */
export interface MailErrorRow extends Explanation {
  /** The protocols that it appears in. */
  readonly protocols: readonly ("IMAP" | "POP" | "SMTP")[];
  /** The answer's beginning or its telling words. */
  readonly answer: string;
}

const newToken: Pick<Explanation, "action" | "who"> = {
  action: "sign in again in XCALLY, with the user that the stack's outputs name",
  who: "personSigningIn",
};

/**
 * Answers of Exchange Online's mail servers to a sign-in with a token and to a mail, the more telling ones first. Sources: Microsoft's page on OAuth for
 * IMAP, POP and SMTP; public threads (email-oauth2-proxy #74 and #275, MailKit #1486, PHPMailer #2793, gophish #2900).
 */
export const mailErrors: readonly MailErrorRow[] = [
  {
    protocols: ["IMAP"],
    answer: "User is authenticated but not connected",
    kind: "mailboxRight",
    meaning: "the token is valid, but its user has no right on the mailbox, or there is no such mailbox",
    action:
      "give the user Full Access: Add-MailboxPermission -Identity MAILBOX -User USER -AccessRights FullAccess",
    who: "exchangeAdministrator",
  },
  {
    protocols: ["SMTP"],
    answer: "SmtpClientAuthentication is disabled for the Tenant",
    kind: "smtpAuthDisabled",
    meaning: "SMTP AUTH is switched off in the tenant, for tokens too",
    action:
      "switch it on for the mailbox: Set-CASMailbox -Identity USER -SmtpClientAuthenticationDisabled $false",
    who: "exchangeAdministrator",
  },
  {
    protocols: ["SMTP"],
    answer: "SmtpClientAuthentication is disabled",
    kind: "smtpAuthDisabled",
    meaning: "SMTP AUTH is switched off for the mailbox, for tokens too",
    action: "switch it on: Set-CASMailbox -Identity USER -SmtpClientAuthenticationDisabled $false",
    who: "exchangeAdministrator",
  },
  {
    protocols: ["SMTP"],
    answer: "535 5.7.139",
    kind: "policy",
    meaning: "a setting of the tenant forbids the sign-in",
    action: "look at the switches for SMTP AUTH, the security defaults and the authentication policies",
    who: "exchangeAdministrator",
  },
  {
    protocols: ["SMTP"],
    answer: "535 5.7.3",
    kind: "user",
    meaning:
      "the server does not take the token: it is too old, lacks the permission SMTP.Send, or is not of the user that signs in",
    action: "sign in with the user principal name and a new token; the name may differ from the mail address",
    who: "personSigningIn",
  },
  {
    protocols: ["SMTP"],
    answer: "SendAsDenied",
    kind: "mailboxRight",
    meaning: "the user may not send in the mailbox's name",
    action:
      "give the user Send As: Add-RecipientPermission -Identity MAILBOX -Trustee USER -AccessRights SendAs",
    who: "exchangeAdministrator",
  },
  {
    protocols: ["SMTP"],
    answer: "550 5.7.30",
    kind: "passwordRefused",
    meaning: "the server takes no passwords any more",
    action: "link the mail account in XCALLY to the Cloud Provider: run pulumi up",
    who: "deployer",
  },
  {
    protocols: ["SMTP"],
    answer: "530 5.7.57",
    kind: "badRequest",
    meaning: "a mail was handed over without a sign-in",
    action: "switch on authentication for the mail account in XCALLY",
    who: "deployer",
  },
  {
    protocols: ["SMTP"],
    answer: "454 4.7.0",
    kind: "unavailable",
    meaning: "the server cannot check sign-ins at the moment",
    action: "try again in a few minutes",
    who: "deployer",
  },
  {
    protocols: ["IMAP"],
    answer: "NO AUTHENTICATE failed",
    kind: "user",
    meaning:
      "the server does not take the token: it is too old, or lacks the permission IMAP.AccessAsUser.All",
    ...newToken,
  },
  {
    protocols: ["POP"],
    answer: "Authentication failure: unknown user name or bad password",
    kind: "user",
    meaning:
      "the server does not take the token: it is too old, lacks the permission POP.AccessAsUser.All, or its user has no right on the mailbox",
    ...newToken,
  },
];

/** Explains what a mail server answered. */
export function explainMailAnswer(answer: string): Explanation {
  const known = mailErrors.find((row) => answer.toLowerCase().includes(row.answer.toLowerCase()));
  if (known) return known;
  return {
    kind: "unknown",
    meaning: "the server refused for a reason of its own",
    action: "look the answer up, and whether the protocol is switched on for the mailbox",
    who: "exchangeAdministrator",
  };
}
