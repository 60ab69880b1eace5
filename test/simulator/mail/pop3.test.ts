import { afterEach, expect } from "@jest/globals";
import { aMail, mailServerForAll, mailTest } from "./mailTest.ts";
import { tlsWire, xoauth2 } from "./wire.ts";
import type { Wire } from "./wire.ts";

const refused = "-ERR Authentication failure: unknown user name or bad password.";
const authenticated = "+OK User successfully authenticated.";

const { mail, introspection } = mailServerForAll();
const wires: Wire[] = [];
afterEach(() => {
  for (const wire of wires.splice(0)) wire.close();
});

/** A connection that was greeted. */
async function connected(): Promise<Wire> {
  const wire = await tlsWire(mail(), mail().pop3);
  wires.push(wire);
  expect(await wire.next()).toMatch(/^\+OK The Microsoft Exchange POP3 service is ready\. \[\S+\]$/);
  return wire;
}

/** Signs in as Microsoft documents it: the token only after the server's `+`. */
async function signIn(wire: Wire, user: string, token: string): Promise<string | undefined> {
  expect(await wire.ask("AUTH XOAUTH2")).toBe("+ ");
  return wire.ask(xoauth2(user, token));
}

const end = (line: string) => line === ".";

mailTest("a mail that was delivered is fetched by POP3 with XOAUTH2 and deleted", async () => {
  await mail().deliver("alex.doe@contoso.com", aMail({ subject: "My invoice" }));
  const wire = await connected();
  expect(await signIn(wire, "alex@contoso.com", introspection().token())).toBe(authenticated);
  expect(await wire.ask("STAT")).toMatch(/^\+OK 1 \d+$/);
  wire.write("RETR 1");
  expect(await wire.until(end)).toContain("Subject: My invoice");
  expect(await wire.ask("DELE 1")).toMatch(/^\+OK/);
  expect(await wire.ask("QUIT")).toMatch(/^\+OK/);
  const again = await connected();
  await signIn(again, "alex@contoso.com", introspection().token());
  expect(await again.ask("STAT")).toBe("+OK 0 0");
});

mailTest("the token of a person with Full Access opens the shared mailbox", async () => {
  await mail().deliver("support@contoso.com", aMail({ to: "support@contoso.com" }));
  const wire = await connected();
  const token = introspection().token({ upn: "kim@contoso.com" });
  expect(await signIn(wire, "support@contoso.com", token)).toBe(authenticated);
  expect(await wire.ask("STAT")).toMatch(/^\+OK 1 /);
});

mailTest("a token in the same line as AUTH is taken too", async () => {
  const wire = await connected();
  const response = xoauth2("alex@contoso.com", introspection().token());
  expect(await wire.ask(`AUTH XOAUTH2 ${response}`)).toBe(authenticated);
});

mailTest.each([
  ["a token that nobody issued", "alex@contoso.com", () => "unknown"],
  [
    "a token for Microsoft Graph",
    "alex@contoso.com",
    () => introspection().token({ aud: "https://graph.microsoft.com" }),
  ],
  [
    "a token for IMAP and SMTP only",
    "alex@contoso.com",
    () => introspection().token({ scope: "IMAP.AccessAsUser.All SMTP.Send" }),
  ],
  ["a mailbox without Full Access", "support@contoso.com", () => introspection().token()],
  ["a mailbox that does not exist", "nobody@contoso.com", () => introspection().token()],
])("%s gets the one refusal, and the connection stays", async (_, user, token) => {
  const wire = await connected();
  expect(await signIn(wire, user, token())).toBe(refused);
  expect(await signIn(wire, "alex@contoso.com", introspection().token())).toBe(authenticated);
});

mailTest("a password is refused, and XOAUTH2 is offered", async () => {
  const wire = await connected();
  wire.write("CAPA");
  expect(await wire.until(end)).toContain("SASL PLAIN XOAUTH2");
  expect(await wire.ask("USER alex@contoso.com")).toBe("+OK");
  expect(await wire.ask("PASS password")).toBe(refused);
  expect(await wire.ask("STAT")).toMatch(/^-ERR/);
});
