import { afterEach, beforeEach, expect } from "@jest/globals";
import { aMail, mailServerForAll, mailTest } from "./mailTest.ts";
import { send } from "./smtpClient.ts";
import { plainWire, secured, tlsWire, xoauth2 } from "./wire.ts";
import type { Wire } from "./wire.ts";

const { mail, introspection } = mailServerForAll();
const wires: Wire[] = [];
let sentBefore = 0;
beforeEach(() => {
  sentBefore = mail().sent.length;
});
afterEach(() => {
  for (const wire of wires.splice(0)) wire.close();
});

/** The mails that left in this test. */
function sent() {
  return mail().sent.slice(sentBefore);
}

mailTest("a mail sent by nodemailer with XOAUTH2 leaves, and is kept as it was sent", async () => {
  await send(mail(), {
    user: "alex@contoso.com",
    token: introspection().token(),
    from: "alex.doe@contoso.com",
  });
  expect(sent()).toEqual([
    {
      authenticatedAs: "alex@contoso.com",
      from: "alex.doe@contoso.com",
      to: ["customer@example.com"],
      raw: expect.stringContaining("Subject: Re: Hello\r\n"),
      arrivedIn: [],
    },
  ]);
});

mailTest("a mail to a mailbox here arrives there, one to an alias in its mailbox, others leave", async () => {
  const to = "support@contoso.com, sales@contoso.com, customer@example.com";
  await send(mail(), {
    user: "alex@contoso.com",
    token: introspection().token(),
    from: "alex.doe@contoso.com",
    to,
  });
  expect(sent()).toMatchObject([{ arrivedIn: ["support@contoso.com", "alex.doe@contoso.com"] }]);
  const wire = await tlsWire(mail(), mail().pop3);
  wires.push(wire);
  await wire.next();
  const token = introspection().token({ upn: "robin@contoso.com" });
  await wire.ask(`AUTH XOAUTH2 ${xoauth2("support@contoso.com", token)}`);
  wire.write("RETR 1");
  expect(await wire.until((line) => line === ".")).toContain("Subject: Re: Hello");
});

mailTest("a person with Send As sends as the shared mailbox, signed in as themselves", async () => {
  const token = introspection().token({ upn: "robin@contoso.com" });
  await send(mail(), { user: "robin@contoso.com", token, from: "Support <support@contoso.com>" });
  expect(sent()).toMatchObject([{ authenticatedAs: "robin@contoso.com", from: "support@contoso.com" }]);
});

/** A connection after STARTTLS and EHLO, with what EHLO answered. */
async function securedConnection(): Promise<{ wire: Wire; offered: string[] }> {
  const plain = await plainWire(mail().smtp);
  wires.push(plain);
  expect(await plain.next()).toMatch(
    /^220 LOOPBACK\.PROD\.OUTLOOK\.COM .*Microsoft ESMTP MAIL Service ready/,
  );
  expect(await plain.ask("STARTTLS")).toMatch(/^(220|503) /);
  const wire = await secured(plain, mail());
  wires.push(wire);
  wire.write("EHLO client.example.com");
  return { wire, offered: await wire.until(lastOfAnswer) };
}

const lastOfAnswer = (line: string) => /^\d{3} /.test(line);

mailTest("AUTH is offered and taken only after STARTTLS", async () => {
  const plain = await plainWire(mail().smtp);
  wires.push(plain);
  await plain.next();
  plain.write("EHLO client.example.com");
  const before = await plain.until(lastOfAnswer);
  expect(before.some((line) => /^250[ -]STARTTLS$/.test(line))).toBe(true);
  expect(before.filter((line) => line.includes("AUTH"))).toEqual([]);
  const response = xoauth2("alex@contoso.com", introspection().token());
  expect(await plain.ask(`AUTH XOAUTH2 ${response}`)).toMatch(/^5\d\d /);
  const notAuthenticated = /^530 5\.7\.57 Client not authenticated to send mail\./;
  expect(await plain.ask("MAIL FROM:<alex.doe@contoso.com>")).toMatch(notAuthenticated);

  const { wire, offered } = await securedConnection();
  expect(offered.filter((line) => line.includes("AUTH"))).toEqual(["250-AUTH LOGIN XOAUTH2"]);
  expect(offered.filter((line) => line.includes("STARTTLS"))).toEqual([]);
  expect(await wire.ask("MAIL FROM:<alex.doe@contoso.com>")).toMatch(notAuthenticated);
  expect(await wire.ask(`AUTH XOAUTH2 ${response}`)).toBe("235 2.7.0 Authentication successful");
  expect(await wire.ask("MAIL FROM:<alex.doe@contoso.com>")).toMatch(/^250 2\.1\.0 /);
});

mailTest("the From header counts as much as the envelope's sender", async () => {
  const { wire } = await securedConnection();
  await wire.ask(`AUTH XOAUTH2 ${xoauth2("alex@contoso.com", introspection().token())}`);
  await wire.ask("MAIL FROM:<alex.doe@contoso.com>");
  await wire.ask("RCPT TO:<customer@example.com>");
  await wire.ask("DATA");
  for (const line of aMail({ from: "robin@contoso.com" }).trimEnd().split("\r\n")) wire.write(line);
  expect(await wire.ask(".")).toMatch(
    /^554 5\.2\.252 SendAsDenied; alex@contoso\.com not allowed to send as robin@contoso\.com; /,
  );
  expect(sent()).toEqual([]);
});

mailTest("a password is refused as Microsoft announced for the end of basic authentication", async () => {
  const { wire } = await securedConnection();
  expect(await wire.ask("AUTH LOGIN")).toBe("334 VXNlcm5hbWU6");
  expect(await wire.ask(Buffer.from("alex@contoso.com").toString("base64"))).toBe("334 UGFzc3dvcmQ6");
  expect(await wire.ask(Buffer.from("password").toString("base64"))).toBe(
    "550 5.7.30 Basic authentication is not supported for Client Submission. [LOOPBACK.PROD.OUTLOOK.COM]",
  );
});
