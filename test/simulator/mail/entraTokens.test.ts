import { afterEach, expect } from "@jest/globals";
import { defaultPassword, startEntraSimulator } from "../../../simulator/entra/index.ts";
import { startMailServer } from "../../../simulator/mail/index.ts";
import { createMailClient } from "../entra/mailClient.ts";
import { mailTest } from "./mailTest.ts";
import { refusal, send } from "./smtpClient.ts";
import { tlsWire, xoauth2 } from "./wire.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

mailTest("a token that Entra ID issued to a person opens their mailboxes by IMAP, and sends", async () => {
  const shared = {
    address: "info@contoso.com",
    fullAccess: ["sam@contoso.com"],
    sendAs: ["sam@contoso.com"],
  };
  const sam = { userPrincipalName: "sam@contoso.com", mail: "support@contoso.com" };
  const entra = await startEntraSimulator({ users: [sam], sharedMailboxes: [shared] });
  closers.push(() => entra.close());
  const mail = await startMailServer({
    introspect: entra.introspectionUrl,
    mailboxes: [
      { address: sam.mail, userPrincipalName: sam.userPrincipalName },
      { address: "kim@contoso.com" },
      shared,
    ],
  });
  closers.push(() => mail.close());
  const client = await createMailClient(entra);
  const { access_token: token } = await client.tokens({
    loginfmt: sam.userPrincipalName,
    passwd: defaultPassword,
  });

  const opened = async (user: string) => {
    const wire = await tlsWire(mail, mail.imap);
    await wire.next();
    await wire.ask(`A01 AUTHENTICATE XOAUTH2 ${xoauth2(user, token)}`);
    const answer = await wire.ask("A02 NOOP");
    wire.close();
    return answer;
  };
  for (const user of ["sam@contoso.com", "support@contoso.com", "info@contoso.com"])
    expect(await opened(user)).toMatch(/^A02 OK /);
  expect(await opened("kim@contoso.com")).toBe("A02 BAD User is authenticated but not connected.");

  await send(mail, { user: "sam@contoso.com", token, from: "info@contoso.com", to: "kim@contoso.com" });
  expect(mail.sent).toMatchObject([{ authenticatedAs: "sam@contoso.com", arrivedIn: ["kim@contoso.com"] }]);
  expect(
    await refusal(mail, { user: "sam@contoso.com", token: `${token}x`, from: "info@contoso.com" }),
  ).toMatch(/^535 5\.7\.3 /);
});
