import { administrator, ofSupport, runs, say, upAgain } from "../commands/doctor/entraLines.ts";
import { fail } from "../commands/doctor/faultTable.ts";

/** Lines of the doctor's about support, whose person is Sam, and info, whose person is Agent. */

const support = "support (support@contoso.com)";
const info = "info (info@contoso.com)";
const exchangeAdministrator = "Exchange administrator:";

/** Names of the two APIs. */
export const graph = "Microsoft Graph";
export const exchange = "Office 365 Exchange Online";

/** The consent on an API does not cover these permissions. */
export function noConsent(api: string, permissions: string): string {
  return say.fail(
    `Consent on ${api} lacks ${permissions} for the application ${ofSupport}, so a sign-in may stop (AADSTS65001). ${runs} ${upAgain}, which consents.`,
  );
}

/** The application does not declare a permission on either API. */
export function undeclared(permission: string): string {
  return say.warn(
    `The application ${ofSupport} does not declare ${permission} on ${graph}, ${permission} on ${exchange}. ${runs} ${upAgain}.`,
  );
}

/** The Cloud Provider holds something else than what the stack wrote. */
export function cloudProviderHas(what: string, shown: string, wanted: string): string {
  return fail(
    "XCALLY",
    `Cloud Provider 1 of mailbox ${support} has the ${what} ${shown}, not ${wanted}. ${runs} Ask who changed it and why, then run pulumi refresh and ` +
      "pulumi up.",
  );
}

/** The person is disabled. */
export const personDisabled = say.fail(
  `Sign-in is blocked for sam@contoso.com, who is to sign in for mailbox ${support} (AADSTS50057). ${administrator} Enable sign-in for the user; for a ` +
    "shared mailbox name a delegate in signInUser instead.",
);

/** The person is not assigned to the application, which demands it. */
export const personNotAssigned = say.fail(
  `sam@contoso.com is not assigned to the application of mailbox ${support}, which demands it (AADSTS50105). ${administrator} Assign the user to the ` +
    "enterprise application.",
);

/** A mail server refuses the token. */
export function refused(
  { server, of, as, answer }: { server: string; of: "support" | "info"; as: string; answer: string },
  meaning: string,
): string {
  return fail(
    "mail",
    `${server} refuses the token for mailbox ${of === "support" ? support : info}, as ${as} (${answer}): ${meaning}`,
  );
}

/** The mail servers, by the names that the real ones have. */
export const servers = {
  imap: "IMAP at outlook.office365.com:993",
  pop: "POP at outlook.office365.com:995",
  smtp: "SMTP at smtp.office365.com:587",
} as const;

/** The person who signs in may not open the mailbox. */
export function noFullAccess(of: "support" | "info", as: string, user: string): string {
  return refused(
    { server: servers.imap, of, as, answer: "BAD User is authenticated but not connected." },
    "the token is valid, but its user has no right on the mailbox, or there is no such mailbox. " +
      `${exchangeAdministrator} Give the user Full Access: Add-MailboxPermission -Identity ${of}@contoso.com -User ${user} -AccessRights FullAccess.`,
  );
}

/** SMTP AUTH is off. */
export function smtpAuthOff(of: "support" | "info", user: string, where: "Mailbox" | "Tenant"): string {
  const answer =
    `535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the ${where}. ` +
    "Visit https://aka.ms/smtp_auth_disabled for more information.";
  return refused(
    { server: servers.smtp, of, as: user, answer },
    `SMTP AUTH is switched off ${where === "Tenant" ? "in the tenant" : "for the mailbox"}, for tokens too. ${exchangeAdministrator} Switch it on` +
      `${where === "Tenant" ? " for the mailbox" : ""}: Set-CASMailbox -Identity ${user} -SmtpClientAuthenticationDisabled $false.`,
  );
}
