/**
 * What Exchange Online says, word by word, so that tests and explanations can name it. Sources: Microsoft's page on OAuth
 * for IMAP, POP and SMTP (answers to AUTHENTICATE and AUTH), public captures in MailKit #1494 and #1770 (greeting and
 * capabilities), email-oauth2-proxy #74 and #275 (a mailbox without rights), PHPMailer #2793 (SMTP AUTH off),
 * gophish #2900 (Send As). The real texts have the name of a server in brackets where these have {@link serverName}.
 */

/** The name under which the stand-in speaks. */
export const serverName = "LOOPBACK.PROD.OUTLOOK.COM";

const bracketedName = `[${Buffer.from(serverName).toString("base64")}]`;

/** IMAP: answers without the client's tag. */
export const imapTexts = {
  greeting: `* OK The Microsoft Exchange IMAP4 service is ready. ${bracketedName}`,
  capabilities:
    "IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+",
  authenticated: "OK AUTHENTICATE completed.",
  refused: "NO AUTHENTICATE failed.",
  /** To a password by LOGIN; not found written down, by analogy. */
  loginRefused: "NO LOGIN failed.",
  /** Where the token could not be checked, which is a fault of the stand-ins and none of the client's. */
  unavailable: "NO Server Unavailable. 15",
  /** The answer to the first command of a valid token without a right on the mailbox; then comes `closed`. */
  notConnected: "BAD User is authenticated but not connected.",
  closed: "* BYE Connection closed. 14",
} as const;

/** POP3. */
export const popTexts = {
  /** By analogy with IMAP's; not found written down. */
  greeting: `+OK The Microsoft Exchange POP3 service is ready. ${bracketedName}`,
  capabilities: ["TOP", "UIDL", "SASL PLAIN XOAUTH2", "USER"],
  authenticated: "+OK User successfully authenticated.",
  /** Also for a mailbox without rights: what Exchange says there by POP is not documented. */
  refused: "-ERR Authentication failure: unknown user name or bad password.",
} as const;

/** SMTP: each with its status code. */
export const smtpTexts = {
  authenticated: "235 2.7.0 Authentication successful",
  refused: `535 5.7.3 Authentication unsuccessful [${serverName}]`,
  disabled: (where: "Tenant" | "Mailbox") =>
    `535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the ${where}. ` +
    `Visit https://aka.ms/smtp_auth_disabled for more information. [${serverName}]`,
  /** Where the token could not be checked, which is a fault of the stand-ins and none of the client's. */
  unavailable: `454 4.7.0 Temporary authentication failure [${serverName}]`,
  /** To a mail before the sign-in. */
  notAuthenticated: `530 5.7.57 Client not authenticated to send mail. [${serverName}]`,
  /** To a password: the final text that Microsoft announced. */
  passwordRefused: `550 5.7.30 Basic authentication is not supported for Client Submission. [${serverName}]`,
  /**
   * To a sender that the user has no Send As for. Until about 2020 it was `550 5.7.60 SMTP; Client does not have permissions to send
   * as this sender`.
   */
  sendAsDenied: (user: string, sender: string) =>
    `554 5.2.252 SendAsDenied; ${user} not allowed to send as ${sender}; ` +
    "STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied; " +
    `Failed to process message due to a permanent exception with message Cannot submit message. [${serverName}]`,
} as const;
