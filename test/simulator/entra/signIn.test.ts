import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { decodeJwt } from "jose";
import { z } from "zod";
import { defaultPassword, secondFactorCode, startEntraSimulator } from "../../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";
import { Browser } from "../../../simulator/person/browser.ts";
import type { Page, Return } from "../../../simulator/person/browser.ts";
import { createMailClient, redirectUri, support } from "./mailClient.ts";
import type { MailClient } from "./mailClient.ts";

let now = new Date("2027-01-01T00:00:00Z");
let simulator: EntraSimulator;
let client: MailClient;
beforeEach(async () => {
  now = new Date("2027-01-01T00:00:00Z");
  simulator = await startEntraSimulator({
    now: () => now,
    users: [
      { userPrincipalName: "support@contoso.com", displayName: "Support", mail: "help@contoso.com" },
      { userPrincipalName: "alex@contoso.com" },
    ],
  });
  client = await createMailClient(simulator);
});
afterEach(() => simulator.close());

const isReturn = (place: Page | Return): Return => {
  if (place.kind === "page") throw new Error(place.alert ?? place.heading);
  return place;
};

describe("a sign-in", () => {
  test("goes back to the client with a code and the state", async () => {
    const place = isReturn(await client.visit());
    expect(place.to).toBe(redirectUri);
    expect(place.parameters).toEqual({
      code: expect.stringMatching(/^1\.A[\w-]{64}$/) as unknown,
      session_state: expect.any(String) as unknown,
      state: "the state",
    });
  });

  test("asks for name and password on a page whose fields are labelled", async () => {
    const page = await new Browser(simulator.url).open(
      client.authorizeUrl({ login_hint: "support@contoso.com" }),
    );
    expect(page).toMatchObject({ kind: "page", status: 200, heading: "Sign in", alert: undefined });
    const { html } = page as Page;
    expect(html).toMatch(/<label for="loginfmt">User name<\/label>/);
    expect(html).toMatch(/<input[^>]*name="loginfmt"[^>]*value="support@contoso\.com"/);
    expect(html).toMatch(/<input[^>]*name="passwd"[^>]*type="password"/);
  });

  test("escapes what a request puts on the page", async () => {
    const hint = `"><script>alert(1)</script>`;
    const page = await new Browser(simulator.url).open(client.authorizeUrl({ login_hint: hint }));
    expect((page as Page).html).not.toContain("<script>");
    const refused = await new Browser(simulator.url).open(
      client.authorizeUrl({ redirect_uri: `https://x/${hint}` }),
    );
    expect((refused as Page).html).not.toContain("<script>");
  });

  test("shows the page again after a wrong password, and goes on with the right one", async () => {
    const browser = new Browser(simulator.url);
    const again = await browser.pass(client.authorizeUrl(), { ...support, passwd: "wrong" });
    expect(again).toMatchObject({ kind: "page", alert: expect.stringMatching(/^AADSTS50126: /) as unknown });
    expect(isReturn(await browser.submit(again as Page, { ...support })).parameters).toHaveProperty("code");
  });

  test("knows people by the user principal name, not by the mail address", async () => {
    const page = await client.visit({ loginfmt: "help@contoso.com", passwd: defaultPassword });
    expect(page).toMatchObject({ alert: expect.stringMatching(/^AADSTS50034: /) as unknown });
  });

  test("cannot be finished twice", async () => {
    const browser = new Browser(simulator.url);
    const page = (await browser.open(client.authorizeUrl())) as Page;
    isReturn(await browser.submit(page, { ...support }));
    expect(await browser.submit(page, { ...support })).toMatchObject({
      alert: expect.stringMatching(/^AADSTS50089: /) as unknown,
    });
  });

  test("asks for a code of the authenticator app where a policy wants one, and sets the app up first", async () => {
    const account = simulator.account("support@contoso.com");
    account.secondFactor = "notRegistered";
    const browser = new Browser(simulator.url);
    const page = await browser.submit((await browser.open(client.authorizeUrl())) as Page, { ...support });
    expect(page).toMatchObject({ heading: "More information required" });
    const done = isReturn(await browser.submit(page as Page, { otc: secondFactorCode }));
    expect(account.secondFactor).toBe("required");
    const answer = await client.redeem(done.parameters["code"] ?? "");
    const { access_token: token } = z.object({ access_token: z.string() }).parse(answer.body);
    expect(decodeJwt(token)["amr"]).toEqual(["pwd", "mfa"]);
  });
});

describe("a browser in which somebody is signed in", () => {
  let browser: Browser;
  beforeEach(async () => {
    browser = new Browser(simulator.url);
    isReturn(await browser.pass(client.authorizeUrl(), support));
  });

  test.each([
    ["goes on without asking", {}, "return"],
    ["goes on silently", { prompt: "none" }, "return"],
    ["goes on for the same person", { login_hint: "Support@contoso.com" }, "return"],
    ["asks again for a fresh sign-in", { prompt: "login" }, "page"],
    ["asks again to choose an account", { prompt: "select_account" }, "page"],
    ["asks again for somebody else", { login_hint: "alex@contoso.com" }, "page"],
  ])("%s", async (_what, parameters, kind) => {
    expect(await browser.open(client.authorizeUrl(parameters))).toMatchObject({ kind });
  });

  test("asks again after the sessions were revoked, or a reset", async () => {
    simulator.account("support@contoso.com").revokeSessions();
    expect(await browser.open(client.authorizeUrl({ prompt: "none" }))).toMatchObject({
      parameters: { error: "login_required" },
    });
    expect(await browser.open(client.authorizeUrl())).toMatchObject({ kind: "page", heading: "Sign in" });
    isReturn(await browser.pass(client.authorizeUrl(), support));
    simulator.reset();
    client = await createMailClient(simulator);
    expect(await browser.open(client.authorizeUrl())).toMatchObject({ kind: "page", heading: "Sign in" });
  });
});

describe("the redirect URI", () => {
  const uris = ["https://xcally.example.com/a", "https://bare.example.com", "http://localhost:8080/b"];

  test.each([
    ["https://xcally.example.com/a", "https://xcally.example.com/a"],
    ["https://bare.example.com", "https://bare.example.com/"],
    ["https://bare.example.com/", "https://bare.example.com/"],
    ["http://localhost:9999/b", "http://localhost:9999/b"],
  ])("%s goes back to %s", async (asked, to) => {
    client = await createMailClient(simulator, {}, { web: { redirectUris: uris } });
    expect(await client.visit(support, { redirect_uri: asked })).toMatchObject({ kind: "return", to });
  });

  test.each([
    ["another path", "https://xcally.example.com/b"],
    ["a slash more", "https://xcally.example.com/a/"],
    ["another case", "https://xcally.example.com/A"],
    ["another scheme", "http://xcally.example.com/a"],
    ["another port", "https://xcally.example.com:8443/a"],
    ["a query more", "https://xcally.example.com/a?x=1"],
    ["another path on localhost", "http://localhost:8080/c"],
  ])("with %s is not taken, and nobody is sent there", async (_what, asked) => {
    client = await createMailClient(simulator, {}, { web: { redirectUris: uris } });
    expect(await client.visit(support, { redirect_uri: asked })).toMatchObject({
      kind: "page",
      alert: expect.stringMatching(/^AADSTS50011: /) as unknown,
    });
  });
});
