import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { fetch } from "undici";
import { z } from "zod";
import { defaultPassword, startEntraSimulator } from "../../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";
import { requestToken } from "./graphClient.ts";
import { createMailClient, mailScope } from "./mailClient.ts";
import type { MailClient, Parameters } from "./mailClient.ts";

let now = new Date("2027-01-01T00:00:00Z");
let simulator: EntraSimulator;
let client: MailClient;
beforeEach(async () => {
  now = new Date("2027-01-01T00:00:00Z");
  simulator = await startEntraSimulator({
    now: () => now,
    users: [
      { userPrincipalName: "sam@contoso.com", mail: "support@contoso.com" },
      { userPrincipalName: "alex@contoso.com" },
    ],
    sharedMailboxes: [
      {
        address: "info@contoso.com",
        userPrincipalName: "info-account@contoso.com",
        fullAccess: ["Sam@contoso.com", "alex@contoso.com"],
        sendAs: ["sam@contoso.com"],
      },
    ],
  });
  client = await createMailClient(simulator);
});
afterEach(() => simulator.close());

const tokenOf = async (name: string, scope = mailScope): Promise<string> => {
  const person = { loginfmt: name, passwd: defaultPassword };
  const { body } = await client.redeem(await client.code(person, { scope }), { scope });
  return z.object({ access_token: z.string() }).parse(body).access_token;
};

async function introspect(form: Parameters): Promise<unknown> {
  const entries = Object.entries(form).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const response = await fetch(simulator.introspectionUrl, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(entries).toString(),
  });
  expect(response.status).toBe(200);
  return response.json();
}

test("a token is active for the person's own mailbox, and says for whom and what", async () => {
  const token = await tokenOf("sam@contoso.com");
  expect(await introspect({ token, user: "support@contoso.com", service: "imap" })).toEqual({
    active: true,
    client_id: client.appId,
    username: "sam@contoso.com",
    upn: "sam@contoso.com",
    scope: "IMAP.AccessAsUser.All SMTP.Send",
    sub: simulator.state.users[0]?.id,
    aud: "https://outlook.office.com",
    exp: now.getTime() / 1000 + 3599,
    mailbox: "support@contoso.com",
    shared: false,
    full_access: true,
    send_as: true,
  });
});

test.each([
  ["the token's own mailbox where none is named", undefined],
  ["the mailbox by its owner's user principal name", "SAM@contoso.com"],
])("a token opens %s", async (_what, user) => {
  const token = await tokenOf("sam@contoso.com");
  expect(await introspect({ token, user })).toMatchObject({ active: true, mailbox: "support@contoso.com" });
});

test("a token for outlook.office365.com is as good", async () => {
  const token = await tokenOf("sam@contoso.com", "https://outlook.office365.com/IMAP.AccessAsUser.All");
  expect(await introspect({ token, service: "imap" })).toMatchObject({ active: true });
});

describe("a shared mailbox", () => {
  const user = "info@contoso.com";

  test("opens for people with Full Access, and sends for those with Send As", async () => {
    const token = await tokenOf("sam@contoso.com");
    for (const service of ["imap", "submission"]) {
      expect(await introspect({ token, user, service })).toMatchObject({
        active: true,
        upn: "sam@contoso.com",
        mailbox: user,
        shared: true,
      });
    }
  });

  test("does not send without Send As", async () => {
    const token = await tokenOf("alex@contoso.com");
    expect(await introspect({ token, user, service: "imap" })).toMatchObject({
      active: true,
      send_as: false,
    });
    expect(await introspect({ token, user, service: "submission" })).toEqual({
      active: false,
      reason: "noSendAs",
    });
  });

  test("closes when Full Access is taken away, until the reset", async () => {
    simulator.mailbox(user).fullAccess.delete("alex@contoso.com");
    const form = { token: await tokenOf("alex@contoso.com"), user, service: "imap" };
    expect(await introspect(form)).toEqual({ active: false, reason: "noFullAccess" });
    simulator.reset();
    expect(simulator.mailbox(user).fullAccess.has("alex@contoso.com")).toBe(true);
  });

  test("is nobody to sign in as", async () => {
    const place = await client.visit({ loginfmt: "info-account@contoso.com", passwd: defaultPassword });
    expect(place).toMatchObject({ alert: expect.stringMatching(/^AADSTS50126: /) as unknown });
    expect(simulator.account("info-account@contoso.com").disabled).toBe(true);
  });

  test("is a user of the directory with its own address", () => {
    expect(simulator.state.users.at(-1)).toMatchObject({
      userPrincipalName: "info-account@contoso.com",
      mail: user,
    });
  });
});

describe("no token is active", () => {
  test("for somebody else's mailbox", async () => {
    const form = { token: await tokenOf("alex@contoso.com"), user: "support@contoso.com", service: "imap" };
    expect(await introspect(form)).toEqual({ active: false, reason: "noFullAccess" });
  });

  test("for a mailbox that does not exist", async () => {
    const form = { token: await tokenOf("alex@contoso.com"), user: "nobody@contoso.com" };
    expect(await introspect(form)).toEqual({ active: false, reason: "unknownMailbox" });
  });

  test("for a service whose permission it lacks", async () => {
    const token = await tokenOf("sam@contoso.com");
    for (const service of ["pop3", "sieve"]) {
      expect(await introspect({ token, service })).toEqual({ active: false, reason: "missingPermission" });
    }
  });

  test("that is for Microsoft Graph, whatever permissions it names", async () => {
    const token = await tokenOf("sam@contoso.com", "https://graph.microsoft.com/IMAP.AccessAsUser.All");
    expect(await introspect({ token, service: "imap" })).toEqual({ active: false, reason: "wrongAudience" });
  });

  test("whose person is disabled", async () => {
    const token = await tokenOf("sam@contoso.com");
    simulator.account("sam@contoso.com").disabled = true;
    expect(await introspect({ token, service: "imap" })).toEqual({ active: false, reason: "blockedUser" });
  });

  test("that has expired, was changed, is an application's, or is none", async () => {
    const bad = { active: false, reason: "badToken" };
    const token = await tokenOf("sam@contoso.com");
    const [header, payload = "", signature] = token.split(".");
    const changed = [header, `${payload.slice(0, -4)}AAAA`, signature].join(".");
    expect(await introspect({ token: changed })).toEqual(bad);
    const own = await requestToken(simulator, { scope: "https://outlook.office365.com/.default" });
    expect(await introspect({ token: (own.body as { access_token: string }).access_token })).toEqual(bad);
    expect(await introspect({})).toEqual(bad);
    now = new Date(now.getTime() + 3_600_000);
    expect(await introspect({ token })).toEqual(bad);
  });
});

test("an unknown person or mailbox is a mistake of the test, and named", () => {
  expect(() => simulator.account("nobody@contoso.com")).toThrow(
    "There is no user 'nobody@contoso.com' in this stand-in's directory.",
  );
  expect(() => simulator.mailbox("nobody@contoso.com")).toThrow(
    "There is no mailbox 'nobody@contoso.com' in this stand-in's directory.",
  );
});
