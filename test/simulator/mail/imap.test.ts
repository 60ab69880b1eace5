import { afterEach, expect } from "@jest/globals";
import { ImapFlow } from "imapflow";
import { aMail, mailServerForAll, mailTest } from "./mailTest.ts";
import { tlsWire, xoauth2 } from "./wire.ts";
import type { Wire } from "./wire.ts";

const { mail, introspection } = mailServerForAll();
const wires: Wire[] = [];
afterEach(() => {
  for (const wire of wires.splice(0)) wire.close();
});

/** A connection that was greeted. */
async function connected(): Promise<Wire> {
  const wire = await tlsWire(mail(), mail().imap);
  wires.push(wire);
  expect(await wire.next()).toMatch(/^\* OK The Microsoft Exchange IMAP4 service is ready\. \[\S+\]$/);
  return wire;
}

function client(user: string, accessToken: string): ImapFlow {
  return new ImapFlow({
    ...mail().imap,
    secure: true,
    tls: { ca: mail().certificatePem },
    auth: { user, accessToken },
    logger: false,
  });
}

/** The subjects in a mailbox's inbox, as a client fetches them. */
async function subjects(user: string, accessToken: string): Promise<(string | undefined)[]> {
  const imap = client(user, accessToken);
  await imap.connect();
  const lock = await imap.getMailboxLock("INBOX");
  try {
    const mails = await imap.fetchAll("1:*", { envelope: true });
    return mails.map(({ envelope }) => envelope?.subject);
  } finally {
    lock.release();
    await imap.logout();
  }
}

mailTest("a mail that was delivered is fetched by imapflow with XOAUTH2", async () => {
  await mail().deliver("alex.doe@contoso.com", aMail({ subject: "My invoice" }));
  expect(await subjects("alex@contoso.com", introspection().token())).toEqual(["My invoice"]);
});

mailTest(
  "one mailbox opens by its user principal name and by its address, and takes mail for an alias",
  async () => {
    await mail().deliver("SALES@contoso.com", aMail({ subject: "An offer" }));
    expect(await subjects("alex.doe@contoso.com", introspection().token())).toContain("An offer");
    expect(await subjects("alex@contoso.com", introspection().token())).toContain("An offer");
  },
);

mailTest("the token of a person with Full Access opens the shared mailbox named in user=", async () => {
  await mail().deliver("support@contoso.com", aMail({ to: "support@contoso.com", subject: "Help" }));
  const token = introspection().token({ upn: "robin@contoso.com" });
  expect(await subjects("support@contoso.com", token)).toEqual(["Help"]);
  expect(await subjects("robin@contoso.com", token)).toEqual([]);
});

mailTest("a waiting client is told of a mail that arrives", async () => {
  const imap = client("kim@contoso.com", introspection().token({ upn: "kim@contoso.com" }));
  await imap.connect();
  await imap.mailboxOpen("INBOX");
  const told = new Promise((resolve) => imap.once("exists", resolve));
  const idle = imap.idle();
  await mail().deliver("kim@contoso.com", aMail({ to: "kim@contoso.com" }));
  expect(await told).toMatchObject({ count: 1 });
  await imap.logout();
  await idle;
});

mailTest("capabilities are Exchange Online's, before and after the sign-in", async () => {
  const capabilities =
    "* CAPABILITY IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+";
  const wire = await connected();
  expect(await wire.ask("a CAPABILITY")).toBe(capabilities);
  expect(await wire.next()).toBe("a OK CAPABILITY completed.");
  await wire.ask(`b AUTHENTICATE XOAUTH2 ${xoauth2("alex@contoso.com", introspection().token())}`);
  expect(await wire.ask("c CAPABILITY")).toBe(capabilities);
});

mailTest("a sign-in is answered as Exchange does, with the token in one line or on its own", async () => {
  const response = xoauth2("alex@contoso.com", introspection().token());
  const one = await connected();
  expect(await one.ask(`A01 AUTHENTICATE XOAUTH2 ${response}`)).toBe("A01 OK AUTHENTICATE completed.");
  const two = await connected();
  expect(await two.ask("A01 AUTHENTICATE XOAUTH2")).toBe("+ ");
  expect(await two.ask(response)).toBe("A01 OK AUTHENTICATE completed.");
  expect(await two.ask("A02 STATUS INBOX (RECENT)")).toMatch(/^\* STATUS INBOX /);
});

mailTest("commands that a client sends without waiting for the sign-in are answered after it", async () => {
  const wire = await connected();
  const response = xoauth2("alex@contoso.com", introspection().token());
  wire.write(`A01 AUTHENTICATE XOAUTH2 ${response}\r\nA02 NOOP`);
  expect(await wire.next()).toBe("A01 OK AUTHENTICATE completed.");
  expect(await wire.next()).toMatch(/^A02 OK /);
});

mailTest.each([
  ["a token that nobody issued", () => "unknown"],
  ["a token for Microsoft Graph", () => introspection().token({ aud: "https://graph.microsoft.com" })],
  ["a token for POP and SMTP only", () => introspection().token({ scope: "POP.AccessAsUser.All SMTP.Send" })],
])("%s gets NO AUTHENTICATE failed., and the connection stays", async (_, token) => {
  const wire = await connected();
  const refused = await wire.ask(`A01 AUTHENTICATE XOAUTH2 ${xoauth2("alex@contoso.com", token())}`);
  expect(refused).toBe("A01 NO AUTHENTICATE failed.");
  const response = xoauth2("alex@contoso.com", introspection().token());
  expect(await wire.ask(`A02 AUTHENTICATE XOAUTH2 ${response}`)).toBe("A02 OK AUTHENTICATE completed.");
});

mailTest.each([
  ["a mailbox of another person", "robin@contoso.com"],
  ["a shared mailbox without Full Access", "support@contoso.com"],
  ["a mailbox that does not exist", "nobody@contoso.com"],
])("a valid token for %s is authenticated but not connected", async (_, user) => {
  const wire = await connected();
  const response = xoauth2(user, introspection().token());
  expect(await wire.ask(`A01 AUTHENTICATE XOAUTH2 ${response}`)).toBe("A01 OK AUTHENTICATE completed.");
  expect(await wire.ask("A02 SELECT INBOX")).toBe("A02 BAD User is authenticated but not connected.");
  expect(await wire.next()).toBe("* BYE Connection closed. 14");
  expect(await wire.next()).toBeUndefined();
});

mailTest("Full Access that is given or taken away counts from the next sign-in", async () => {
  const shared = mail().mailbox("support@contoso.com");
  const before = [...shared.fullAccess];
  const response = xoauth2("support@contoso.com", introspection().token());
  const select = async () => {
    const wire = await connected();
    await wire.ask(`A01 AUTHENTICATE XOAUTH2 ${response}`);
    wire.write("A02 SELECT INBOX");
    return (await wire.until((line) => line.startsWith("A02 "))).at(-1);
  };
  shared.fullAccess.push("alex@contoso.com");
  expect(await select()).toMatch(/^A02 OK /);
  shared.fullAccess = before;
  expect(await select()).toBe("A02 BAD User is authenticated but not connected.");
});

mailTest("a password is refused", async () => {
  const wire = await connected();
  expect(await wire.ask("A01 LOGIN alex@contoso.com password")).toBe("A01 NO LOGIN failed.");
  expect(await wire.ask("A02 AUTHENTICATE PLAIN AGFsZXgAcGFzc3dvcmQ=")).toBe("A02 NO AUTHENTICATE failed.");
});

mailTest("where tokens cannot be introspected, the answer is not that of a bad token", async () => {
  introspection().failWith(500);
  try {
    const wire = await connected();
    const response = xoauth2("alex@contoso.com", introspection().token());
    expect(await wire.ask(`A01 AUTHENTICATE XOAUTH2 ${response}`)).toBe("A01 NO Server Unavailable. 15");
  } finally {
    introspection().failWith(undefined);
  }
});

mailTest("before the sign-in no mailbox can be opened, and a client may leave", async () => {
  const wire = await connected();
  expect(await wire.ask("A01 SELECT INBOX")).toMatch(/^A01 (NO|BAD) /);
  wire.write("A02 LOGOUT");
  expect((await wire.until(() => false)).at(-1)).toMatch(/^A02 OK /);
});
