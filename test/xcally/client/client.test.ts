import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { startXcallySimulator, type XcallySimulator } from "../../../simulator/xcally/index.ts";
import { adviceFor, createXcallyClient, type Credentials } from "../../../xcally/client/index.ts";
import type { ContractOverrides } from "../../../xcally/contract.ts";
import { quick } from "../quick.ts";
import { failureOf } from "./server.ts";

let xcally: XcallySimulator;
beforeAll(async () => {
  xcally = await startXcallySimulator();
});
afterEach(() => {
  xcally.reset();
});
afterAll(() => xcally.close());

const apiKey = (): Credentials => ({ kind: "apiKey", apiKey: xcally.apiKey });
const clientWith = (credentials = apiKey(), contract: ContractOverrides = {}) =>
  createXcallyClient({ ...quick, url: xcally.url, credentials, contract });
const addresses = async (client = clientWith()) =>
  (await client.begin().mailAccounts.list()).map(({ email }) => email);

describe("signs in", () => {
  test("with an API key in the query, which is in no message", async () => {
    xcally.switches.apiKeyIn = ["query"];
    expect(await addresses()).toContain("support@contoso.com");
    xcally.faults.once(
      "beforeHandler",
      {},
      { kind: "answer", status: 400, body: { message: xcally.apiKey } },
    );
    expect((await failureOf(addresses())).message).toBe("GET /api/mail/accounts answered 400: [secret]");
  });
  test.each(["authorization", "apikey"])("with an API key in the header %s", async (name) => {
    xcally.switches.apiKeyIn = ["header"];
    expect(await addresses(clientWith(apiKey(), { apiKey: { in: "header", name } }))).toContain(
      "support@contoso.com",
    );
  });
  test("with name and password in every request", async () => {
    const { user, password } = xcally;
    expect(await addresses(clientWith({ kind: "basic", user, password }))).toContain("support@contoso.com");
  });
  test("with one login for many concurrent requests", async () => {
    const { user, password } = xcally;
    const client = clientWith({ kind: "login", user, password });
    await Promise.all([addresses(client), addresses(client), addresses(client)]);
    expect(xcally.requests.filter(({ path }) => path === "/api/auth/local")).toHaveLength(1);
  });
  test("again, once, when the token of a login is no longer taken", async () => {
    const { user, password } = xcally;
    const client = clientWith({ kind: "login", user, password });
    await addresses(client);
    xcally.faults.once("beforeHandler", { path: "/api/mail/accounts" }, { kind: "answer", status: 401 });
    expect(await addresses(client)).toContain("support@contoso.com");
    xcally.faults.times(2, "beforeHandler", { path: "/api/mail/accounts" }, { kind: "answer", status: 401 });
    expect((await failureOf(addresses(client))).status).toBe(401);
  });
  test("with a login that is repeated when its answer is lost", async () => {
    const { user, password } = xcally;
    xcally.faults.once("afterHandler", { path: "/api/auth/local" }, { kind: "drop" });
    expect(await addresses(clientWith({ kind: "login", user, password }))).toContain("support@contoso.com");
  });
  test("a login with a wrong password is refused once and says what to check", async () => {
    const error = await failureOf(
      addresses(clientWith({ kind: "login", user: xcally.user, password: "wrong-pass" })),
    );
    expect(error.message).toMatch(/^POST \/api\/auth\/local answered 401/);
    expect(adviceFor(error)).toContain("XCALLY_API_KEY");
    expect(xcally.requests).toHaveLength(1);
  });
  test("a user who is no administrator is told so", async () => {
    const { name: user, password } = xcally.plainUser;
    const error = await failureOf(addresses(clientWith({ kind: "basic", user, password })));
    expect(adviceFor(error)).toBe("The XCALLY user must be an administrator.");
    expect(xcally.requests).toHaveLength(1);
  });
});

describe("reads whole lists", () => {
  test.each([
    ["{count, rows} in small pages", { maxPageSize: 2 }],
    ["bare arrays with Content-Range", { listShape: "bareArray" }],
    ["bare arrays in small pages, as 206", { listShape: "bareArray", maxPageSize: 2, partialContent: true }],
  ] as const)("%s", async (_, switches) => {
    Object.assign(xcally.switches, switches);
    expect(await addresses()).toEqual(xcally.state.mailAccounts.list().map(({ email }) => email));
  });

  test("from the start when somebody removes a row between two pages", async () => {
    xcally.switches.maxPageSize = 2;
    const reading = addresses();
    while (!xcally.requests.some(({ query }) => query["offset"] === "0")) await new Promise(setImmediate);
    xcally.state.mailAccounts.remove(1);
    expect(await reading).toEqual(xcally.state.mailAccounts.list().map(({ email }) => email));
  });
});
