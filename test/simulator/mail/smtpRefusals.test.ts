import { beforeEach, expect } from "@jest/globals";
import { mailServerForAll, mailTest } from "./mailTest.ts";
import { refusal, send } from "./smtpClient.ts";

const { mail, introspection } = mailServerForAll();
let sentBefore = 0;
beforeEach(() => {
  sentBefore = mail().sent.length;
});

/** The mails that left in this test. */
function sent() {
  return mail().sent.slice(sentBefore);
}

const authenticationRefused = "535 5.7.3 Authentication unsuccessful [LOOPBACK.PROD.OUTLOOK.COM]";

mailTest.each([
  ["a token that nobody issued", "alex@contoso.com", () => "unknown"],
  [
    "a token for Microsoft Graph",
    "alex@contoso.com",
    () => introspection().token({ aud: "https://graph.microsoft.com" }),
  ],
  [
    "a token for IMAP only",
    "alex@contoso.com",
    () => introspection().token({ scope: "IMAP.AccessAsUser.All" }),
  ],
  ["the address in place of the user principal name", "alex.doe@contoso.com", () => introspection().token()],
  ["another person's user principal name", "robin@contoso.com", () => introspection().token()],
  [
    "a shared mailbox in user=",
    "support@contoso.com",
    () => introspection().token({ upn: "robin@contoso.com" }),
  ],
  [
    "a person without a mailbox",
    "guest@contoso.com",
    () => introspection().token({ upn: "guest@contoso.com" }),
  ],
])("%s gets 535 5.7.3", async (_, user, token) => {
  const outgoing = { user, token: token(), from: "alex.doe@contoso.com" };
  expect(await refusal(mail(), outgoing)).toBe(authenticationRefused);
  expect(sent()).toEqual([]);
});

const off = (where: string) =>
  `535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the ${where}. ` +
  "Visit https://aka.ms/smtp_auth_disabled for more information. [LOOPBACK.PROD.OUTLOOK.COM]";

mailTest.each([
  ["off for the tenant, nothing said for the mailbox", true, null, off("Tenant")],
  ["off for the tenant and for the mailbox", true, true, off("Mailbox")],
  ["off for the mailbox alone", false, true, off("Mailbox")],
  ["off for the tenant, on for the mailbox", true, false, "sent"],
  ["on for both", false, false, "sent"],
])("SMTP AUTH: %s", async (_, tenant, own, outcome) => {
  const alex = mail().mailbox("alex.doe@contoso.com");
  mail().switches.smtpClientAuthenticationDisabled = tenant;
  alex.smtpClientAuthenticationDisabled = own;
  try {
    const outgoing = {
      user: "alex@contoso.com",
      token: introspection().token(),
      from: "alex.doe@contoso.com",
    };
    expect(
      outcome === "sent" ? (await send(mail(), outgoing), "sent") : await refusal(mail(), outgoing),
    ).toBe(outcome);
  } finally {
    mail().switches.smtpClientAuthenticationDisabled = false;
    alex.smtpClientAuthenticationDisabled = null;
  }
});

mailTest("where SMTP AUTH is off, a bad token is still called a bad token", async () => {
  mail().switches.smtpClientAuthenticationDisabled = true;
  try {
    const outgoing = { user: "alex@contoso.com", token: "unknown", from: "alex.doe@contoso.com" };
    expect(await refusal(mail(), outgoing)).toBe(authenticationRefused);
  } finally {
    mail().switches.smtpClientAuthenticationDisabled = false;
  }
});

mailTest.each([
  ["a shared mailbox with Full Access only", "support@contoso.com"],
  ["another person", "robin@contoso.com"],
  ["an address outside the tenant", "someone@example.com"],
])("who has no Send As cannot send as %s", async (_, from) => {
  const outgoing = {
    user: "kim@contoso.com",
    token: introspection().token({ upn: "kim@contoso.com" }),
    from,
  };
  expect(await refusal(mail(), outgoing)).toBe(
    `554 5.2.252 SendAsDenied; kim@contoso.com not allowed to send as ${from}; ` +
      "STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied; " +
      "Failed to process message due to a permanent exception with message Cannot submit message. " +
      "[LOOPBACK.PROD.OUTLOOK.COM]",
  );
  expect(sent()).toEqual([]);
});

mailTest("where tokens cannot be introspected, the answer is a temporary one", async () => {
  introspection().failWith(500);
  try {
    const outgoing = {
      user: "alex@contoso.com",
      token: introspection().token(),
      from: "alex.doe@contoso.com",
    };
    expect(await refusal(mail(), outgoing)).toMatch(/^454 4\.7\.0 Temporary authentication failure/);
  } finally {
    introspection().failWith(undefined);
  }
});
