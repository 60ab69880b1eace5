import { afterEach, beforeEach, expect } from "@jest/globals";
import { z } from "zod";
import { outlookScope } from "../../../entra/permissions.ts";
import { defaultPassword } from "../../../simulator/entra/index.ts";
import { startMailServer, type MailServer } from "../../../simulator/mail/index.ts";
import { createMailClient } from "../../simulator/entra/mailClient.ts";
import { aMail, mailTest } from "../../simulator/mail/mailTest.ts";
import { allRoles, startWorld, type World } from "./world.ts";

let world: World;
let mail: MailServer | undefined;
beforeEach(async () => {
  world = await startWorld({
    entra: {
      deployerRoles: allRoles,
      users: [
        { userPrincipalName: "support@contoso.com" },
        { userPrincipalName: "agent@contoso.com" },
        { userPrincipalName: "sam@contoso.com", mail: "sales@contoso.com" },
      ],
    },
  });
});
afterEach(async () => {
  await Promise.all([world.close(), mail?.close()]);
  mail = undefined;
});

const tokenBody = z.object({ access_token: z.string() });

/** A mail server, which the doctor is shown, and a token that Entra ID gave somebody for these permissions. */
async function signIn(
  mailbox: string,
  userPrincipalName: string,
  permissions: readonly string[] = ["IMAP.AccessAsUser.All", "SMTP.Send"],
): Promise<MailServer> {
  mail = await startMailServer({
    introspect: world.entra.introspectionUrl,
    mailboxes: [
      { address: "support@contoso.com" },
      { address: "agent@contoso.com" },
      { address: "sales@contoso.com", userPrincipalName: "sam@contoso.com" },
      { address: "info@contoso.com", fullAccess: ["agent@contoso.com"], sendAs: ["agent@contoso.com"] },
    ],
  });
  world.mail = { imap: mail.imap, pop: mail.pop3, smtp: mail.smtp, ca: mail.certificatePem };
  const client = await createMailClient(world.entra);
  const scope = ["openid", "offline_access", ...permissions.map(outlookScope)].join(" ");
  const code = await client.code({ loginfmt: userPrincipalName, passwd: defaultPassword }, { scope });
  const { access_token: token } = tokenBody.parse((await client.redeem(code, { scope })).body);
  world.mailToken = { mailbox, token };
  // Tokens are dated by the real clock.
  world.now = new Date();
  return mail;
}

/** What the report says of signing in. */
async function said(): Promise<readonly string[]> {
  const lines = await world.lines();
  return lines.flatMap((line) => {
    const [, status, says = ""] = /^(\w{4}) {2}mail {11}(.*)$/.exec(line) ?? [];
    return status === undefined || says.includes("offers XOAUTH2") ? [] : [`${status} ${says}`];
  });
}

const at = (protocol: "imap" | "pop" | "smtp") =>
  `${protocol.toUpperCase()} at localhost:${world.mail?.[protocol].port ?? ""}`;

mailTest("a token that fits is taken by IMAP, SMTP and POP, and nothing is sent", async () => {
  world.config["mailboxes"] = [
    { key: "support", address: "support@contoso.com", protocols: ["imap", "pop", "smtp"] },
  ];
  const mail = await signIn("support", "support@contoso.com", [
    "IMAP.AccessAsUser.All",
    "POP.AccessAsUser.All",
    "SMTP.Send",
  ]);
  await mail.deliver("support@contoso.com", aMail());
  expect(await said()).toEqual(
    (["imap", "pop", "smtp"] as const).map(
      (protocol) =>
        `PASS ${at(protocol)} takes the token for mailbox support (support@contoso.com), as support@contoso.com.`,
    ),
  );
  expect(mail.sent).toEqual([]);
});

mailTest(
  "a delegate's token opens the shared mailbox under its address, and SMTP under the delegate's name",
  async () => {
    await signIn("info", "agent@contoso.com");
    expect(await said()).toEqual([
      `PASS ${at("imap")} takes the token for mailbox info (info@contoso.com), as info@contoso.com.`,
      `PASS ${at("smtp")} takes the token for mailbox info (info@contoso.com), as agent@contoso.com.`,
    ]);
  },
);

mailTest("the doctor names SMTP AUTH that is off, which is no matter of tokens", async () => {
  const mail = await signIn("support", "support@contoso.com");
  mail.switches.smtpClientAuthenticationDisabled = true;
  expect((await said()).at(-1)).toBe(
    `FAIL ${at("smtp")} refuses the token for mailbox support (support@contoso.com), as support@contoso.com (535 5.7.139 Authentication unsuccessful, ` +
      "SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.): SMTP AUTH is switched off in the tenant, for tokens too. " +
      "Exchange administrator: Switch it on for the mailbox: Set-CASMailbox -Identity support@contoso.com -SmtpClientAuthenticationDisabled $false.",
  );
});

mailTest(
  "the doctor names Full Access that is missing on a shared mailbox, with the command that gives it",
  async () => {
    const mail = await signIn("info", "agent@contoso.com");
    mail.mailbox("info@contoso.com").fullAccess = [];
    expect((await said())[0]).toBe(
      `FAIL ${at("imap")} refuses the token for mailbox info (info@contoso.com), as info@contoso.com (BAD User is authenticated but not connected.): ` +
        "the token is valid, but its user has no right on the mailbox, or there is no such mailbox. Exchange administrator: Give the user Full Access: " +
        "Add-MailboxPermission -Identity info@contoso.com -User agent@contoso.com -AccessRights FullAccess.",
    );
  },
);

mailTest("the doctor names an address in the place of a user principal name", async () => {
  world.config["mailboxes"] = [{ key: "sales", address: "sales@contoso.com" }];
  await signIn("sales", "sam@contoso.com");
  const [token, imap, smtp] = await said();
  expect(token).toBe(
    "FAIL The access token is one of sam@contoso.com, but signInUser is sales@contoso.com. Whoever runs the stack: " +
      "Set signInUser to sam@contoso.com if this person signs in, or bring a token of sales@contoso.com.",
  );
  expect(imap).toMatch(/^PASS /);
  expect(smtp).toMatch(
    /^FAIL .*\(535 5\.7\.3 .* the person who signs in: Sign in with the user principal name/i,
  );
});

mailTest("the doctor names a permission that the token lacks", async () => {
  await signIn("support", "support@contoso.com", ["IMAP.AccessAsUser.All"]);
  const [token, imap, smtp] = await said();
  expect(token).toMatch(/^FAIL The access token lacks the permission SMTP\.Send\./);
  expect(imap).toMatch(/^PASS /);
  expect(smtp).toMatch(/^FAIL .*535 5\.7\.3/);
});

mailTest("the doctor tries no token that has ended", async () => {
  await signIn("support", "support@contoso.com");
  world.now = new Date(Date.now() + 7_200_000);
  expect(await said()).toEqual([
    expect.stringMatching(
      /^FAIL The access token has ended at .*Z\. The person who signs in: Fetch a new one\.$/,
    ),
  ]);
});

mailTest("the doctor tries no token that is for Microsoft Graph", async () => {
  await signIn("support", "support@contoso.com");
  world.mailToken = { mailbox: "support", token: world.graph.token };
  expect(await said()).toEqual([
    `FAIL The access token is for ${world.entra.url}/graph, which opens no mailbox. The person who signs in: ` +
      "Fetch one with the scope https://outlook.office.com/IMAP.AccessAsUser.All and its like.",
  ]);
});

mailTest("a token that says nothing of itself is tried all the same", async () => {
  await signIn("support", "support@contoso.com");
  world.mailToken = { mailbox: "support", token: "no-token-of-anybody" };
  const [imap, smtp] = await said();
  expect(imap).toMatch(/^FAIL .*\(NO AUTHENTICATE failed\.\): the server does not take the token/);
  expect(smtp).toMatch(/^FAIL .*\(535 5\.7\.3 Authentication unsuccessful/);
});
