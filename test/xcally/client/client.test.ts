import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { startXcallySimulator, type XcallySimulator } from "../../../simulator/xcally/index.ts";
import {
  adviceFor,
  createXcallyClient,
  isNotFound,
  XcallyError,
  type Credentials,
} from "../../../xcally/client/index.ts";
import type { ContractOverrides } from "../../../xcally/contract.ts";
import { rejection } from "../../support/rejection.ts";

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
  createXcallyClient({ url: xcally.url, credentials, contract });
const addresses = async (client = clientWith()) =>
  (await client.mailAccounts.list()).map(({ email }) => email);
const failed = async (work: Promise<unknown>) => {
  const error = await rejection(work);
  if (error instanceof XcallyError) return error;
  throw error;
};

describe("signs in", () => {
  test("with an API key in the query, which is in no message", async () => {
    xcally.switches.apiKeyIn = ["query"];
    expect(await addresses()).toContain("support@contoso.com");
    xcally.faults.once("beforeHandler", {}, { kind: "answer", status: 500 });
    expect((await failed(addresses())).message).toBe("GET /api/mail/accounts answered 500: Fault 500");
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
    expect((await failed(addresses(client))).status).toBe(401);
  });
  test("a login with a wrong password is refused once and says what to check", async () => {
    const error = await failed(
      addresses(clientWith({ kind: "login", user: xcally.user, password: "wrong-pass" })),
    );
    expect(error.message).toMatch(/^POST \/api\/auth\/local answered 401/);
    expect(adviceFor(error)).toContain("XCALLY_API_KEY");
    expect(xcally.requests).toHaveLength(1);
  });
  test("a user who is no administrator is told so", async () => {
    const { name: user, password } = xcally.plainUser;
    const error = await failed(addresses(clientWith({ kind: "basic", user, password })));
    expect(adviceFor(error)).toBe("The XCALLY user must be an administrator.");
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
});

describe("trusts a server's own certificate", () => {
  test("only when its authority is given", async () => {
    const secure = await startXcallySimulator({ tls: true });
    try {
      const options = { url: secure.url, credentials: { kind: "apiKey", apiKey: secure.apiKey } } as const;
      const error = await failed(createXcallyClient(options).mailAccounts.list());
      expect(adviceFor(error)).toContain("xcallyCaFile");
      const trusted = createXcallyClient({ ...options, ca: readFileSync(secure.caFile ?? "", "utf8") });
      expect(await trusted.mailAccounts.list()).not.toEqual([]);
    } finally {
      await secure.close();
    }
  });
});

describe("tells answers apart that are not XCALLY's", () => {
  const against = async (listener: RequestListener) => {
    const server = createServer(listener).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      return await failed(createXcallyClient({ url, credentials: apiKey() }).cloudProviders.get("7"));
    } finally {
      server.close();
    }
  };
  test("a proxy's 404 page does not mean that a record is gone", async () => {
    const error = await against((_, response) => response.writeHead(404).end("<html>Not found</html>"));
    expect(isNotFound(error)).toBe(false);
    expect(adviceFor(error)).toContain("not of a proxy or a login page");
  });
  test.each(['{"message":"Not found"}', "Not Found", ""])("a 404 with the body %j does", async (body) => {
    expect(isNotFound(await against((_, response) => response.writeHead(404).end(body)))).toBe(true);
  });
  test("a login page that comes with 200 is an error", async () => {
    const error = await against((_, response) => response.writeHead(200).end("<!doctype html>"));
    expect(error.message).toContain("is not JSON, so this is not XCALLY's API answering");
  });
  test("no server at all is a network error that says what to check", async () => {
    const client = createXcallyClient({ url: "http://127.0.0.1:9", credentials: apiKey() });
    const error = await failed(client.cloudProviders.get("7"));
    expect(error.message).toMatch(/^GET \/api\/cloudProviders\/7 got no answer: connect ECONNREFUSED/);
    expect(adviceFor(error)).toContain("Check that xcallyUrl can be reached");
  });
});
