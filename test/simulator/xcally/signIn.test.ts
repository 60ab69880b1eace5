import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { startSimulators } from "../../../simulator/start.ts";
import type { Simulators } from "../../../simulator/start.ts";
import { connectMailbox } from "./connectMailbox.ts";
import type { ConnectedMailbox } from "./connectMailbox.ts";
import { send } from "./send.ts";

const success = { at: "XCALLY", heading: "Signed in", alert: undefined };
let simulators: Simulators;
let support: ConnectedMailbox;
beforeEach(async () => {
  simulators = await startSimulators({ entraMetadata: 0, entra: 0, xcally: 0 });
  support = await connectMailbox(simulators, "support@contoso.com");
});
afterEach(async () => {
  await simulators.close();
  expect(simulators.xcally.unexpectedRequests).toEqual([]);
});

const open = (url: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(url, { redirect: "manual", headers });
const asAdmin = () => ({ apikey: simulators.xcally.apiKey });
const authenticateUrl = () => simulators.xcally.authenticateUrl(support.cloudProviderId);
/** Where the sign-in sends an admin's browser. */
const authorizeUrl = async () =>
  new URL((await open(authenticateUrl(), asAdmin())).headers.get("location") ?? "");
/** Opens XCALLY's callback as Entra ID would send a browser there. */
const comeBack = async (query: Readonly<Record<string, string>>) => {
  const { url, switches } = simulators.xcally;
  const answer = await open(`${url}${switches.callbackPath}?${new URLSearchParams(query).toString()}`);
  return { status: answer.status, page: await answer.text() };
};
const keptSignIn = () => simulators.xcally.state.signIns.of(support.cloudProviderId);

describe("the authenticate route of a Cloud Provider", () => {
  test("sends an admin's browser to the tenant's sign-in, with all that a client must say there", async () => {
    const { origin, pathname, searchParams } = await authorizeUrl();
    const { entra, xcally } = simulators;
    expect(origin + pathname).toBe(`${entra.url}/${entra.tenantId}/oauth2/v2.0/authorize`);
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: xcally.state.cloudProviders.get(support.cloudProviderId)?.clientId,
      response_type: "code",
      redirect_uri: `${xcally.url}/api/auth/azure/callback`,
      scope:
        "openid email offline_access https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send",
      state: expect.stringMatching(/^[\w-]{22}$/),
    });
  });

  test("asks for the permissions that its mail accounts use: POP alone, or those of all together", async () => {
    const scope = async () => (await authorizeUrl()).searchParams.get("scope");
    const { switches, state } = simulators.xcally;
    switches.accountProtocols = { "support@contoso.com": ["pop"] };
    expect(await scope()).toBe("openid email offline_access https://outlook.office.com/POP.AccessAsUser.All");
    state.mailAccounts.update(2, { cloudProviderId: support.cloudProviderId });
    expect(await scope()).toBe(
      "openid email offline_access https://outlook.office.com/POP.AccessAsUser.All " +
        "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send",
    );
  });

  test("makes a browser without credentials ask for them, and lets no plain user in", async () => {
    const stranger = await open(authenticateUrl());
    expect(stranger.status).toBe(401);
    expect(stranger.headers.get("www-authenticate")).toBe('Basic realm="XCALLY", charset="UTF-8"');
    expect((await open(authenticateUrl(), { apikey: simulators.xcally.plainUser.apiKey })).status).toBe(403);
    expect((await open(simulators.xcally.authenticateUrl(99), asAdmin())).status).toBe(404);
  });

  test("is where the switches say", async () => {
    simulators.xcally.switches.routes = { cloudProviders: "/clouds", authenticate: "/login" };
    expect(authenticateUrl()).toBe(`${simulators.xcally.url}/api/clouds/1/login`);
    expect((await open(authenticateUrl(), asAdmin())).status).toBe(302);
  });
});

describe("a person who comes back from Entra ID", () => {
  test("has signed in, and no answer and no record of a request holds what XCALLY keeps of it", async () => {
    expect(keptSignIn()).toBeUndefined();
    expect(await support.signIn()).toEqual(success);
    expect(keptSignIn()).toEqual({ address: "support@contoso.com", refreshToken: expect.any(String) });
    const answers = await Promise.all(
      [
        "/api/cloudProviders/1",
        "/api/cloudProviders?includeAll=true",
        "/api/mail/accounts?includeAll=true",
      ].map(async (path) => (await send(simulators.xcally, "GET", path)).body),
    );
    expect(JSON.stringify(answers)).not.toContain(keptSignIn()?.refreshToken);
    const callback = simulators.xcally.requests.find(({ path }) => path.endsWith("/callback"));
    expect(callback?.query).toMatchObject({ code: "[secret]", state: "[secret]" });
  });

  test("comes back to another path where the server has another", async () => {
    const { url, switches } = simulators.xcally;
    switches.callbackPath = "/api/auth/office365/callback";
    expect(await support.signIn()).toMatchObject({
      at: "Entra ID",
      alert: expect.stringContaining(
        `AADSTS50011: The redirect URI '${url}/api/auth/office365/callback' specified`,
      ),
    });
    const sales = await connectMailbox(simulators, "sales@contoso.com");
    expect(await sales.signIn()).toEqual(success);
  });

  test("can use the state once", async () => {
    const state = (await authorizeUrl()).searchParams.get("state") ?? "";
    expect((await comeBack({ state, code: "wrong" })).page).toContain("AADSTS9002313");
    expect(await comeBack({ state, code: "wrong" })).toEqual({
      status: 400,
      page: expect.stringContaining("finished already"),
    });
  });

  test("is told of a state that nobody was given, and of a code that is missing", async () => {
    expect((await comeBack({ state: "made up", code: "wrong" })).page).toContain("This sign-in is not known");
    expect((await comeBack({ code: "wrong" })).page).toContain("This sign-in is not known");
    const state = (await authorizeUrl()).searchParams.get("state") ?? "";
    expect((await comeBack({ state })).page).toContain("Entra ID sent no code.");
    expect(keptSignIn()).toBeUndefined();
  });

  test("reads what went wrong at Entra ID, escaped, and is not signed in", async () => {
    const state = (await authorizeUrl()).searchParams.get("state") ?? "";
    const description = "AADSTS65004: User declined to consent to access the app. <b>";
    const { status, page } = await comeBack({
      state,
      error: "access_denied",
      error_description: description,
    });
    expect(status).toBe(400);
    expect(page).toContain("AADSTS65004: User declined to consent to access the app. &lt;b&gt;");
    expect(keptSignIn()).toBeUndefined();
  });

  test("reads why the code was refused, and a sign-in of before stays", async () => {
    await support.signIn();
    const before = keptSignIn();
    const { cloudProviders } = simulators.xcally.state;
    cloudProviders.update(support.cloudProviderId, { clientSecret: "wrong" });
    expect(await support.signIn()).toEqual({
      at: "XCALLY",
      heading: "Sign-in failed",
      alert: expect.stringMatching(/^AADSTS7000215: Invalid client secret provided\./),
    });
    expect(keptSignIn()).toBe(before);
  });
});

describe("whether somebody has signed in", () => {
  const shown = async () => (await send(simulators.xcally, "GET", "/api/cloudProviders/1")).body;

  test("is not told unless a switch names the field, and no client can set it", async () => {
    await support.signIn();
    expect(Object.keys((await shown()) as object)).not.toContain("authenticated");
    simulators.xcally.switches.signedInField = "authenticated";
    expect(await shown()).toHaveProperty("authenticated", true);
    await send(simulators.xcally, "PUT", "/api/cloudProviders/1", { authenticated: false });
    expect(await shown()).toHaveProperty("authenticated", true);
  });

  test("holds through a new secret, and is over with another client id, even where that is put back", async () => {
    simulators.xcally.switches.signedInField = "authenticated";
    await support.signIn();
    const { cloudProviders } = simulators.xcally.state;
    const clientId = cloudProviders.get(1)?.clientId ?? "";
    await send(simulators.xcally, "PUT", "/api/cloudProviders/1", { clientId, clientSecret: "another" });
    expect(await shown()).toHaveProperty("authenticated", true);
    await send(simulators.xcally, "PUT", "/api/cloudProviders/1", { clientId: "another" });
    await send(simulators.xcally, "PUT", "/api/cloudProviders/1", { clientId });
    expect(await shown()).toHaveProperty("authenticated", false);
  });

  test("is forgotten with the Cloud Provider, and when the stand-in is reset", async () => {
    await support.signIn();
    const { mailAccounts, signIns } = simulators.xcally.state;
    mailAccounts.update(1, { cloudProviderId: null });
    await send(simulators.xcally, "DELETE", "/api/cloudProviders/1");
    expect(signIns.of(1)).toBeUndefined();
    await (await connectMailbox(simulators, "sales@contoso.com")).signIn();
    simulators.xcally.reset();
    expect(simulators.xcally.state.signIns.of(2)).toBeUndefined();
  });
});
