import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { decodeJwt } from "jose";
import { z } from "zod";
import { startXcallySimulator } from "../../../simulator/xcally/index.ts";
import type { XcallySimulator } from "../../../simulator/xcally/index.ts";
import { send } from "./send.ts";

/** When it was answered: any time. */
const at: unknown = expect.any(Number);

const start = new Date("2026-01-02T03:04:05Z");
let clock = start;
let xcally: XcallySimulator;

beforeAll(async () => {
  xcally = await startXcallySimulator({ now: () => clock });
});
beforeEach(() => {
  clock = start;
  xcally.reset();
});
afterAll(() => xcally.close());

const path = "/api/cloudProviders";
const unauthorized = { status: 401, body: { message: "Unauthorized" } };
const get = (headers: Readonly<Record<string, string>>, query = "") =>
  send(xcally, "GET", path + query, undefined, headers);
const basic = (name: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`,
});

test("refuses a request without credentials", async () => {
  expect(await get({})).toMatchObject(unauthorized);
});

describe("API key", () => {
  const places = [
    ["as a bearer token", "header", (key: string) => get({ authorization: `Bearer ${key}` })],
    ["in the header apikey", "header", (key: string) => get({ apikey: key })],
    ["in the query", "query", (key: string) => get({}, `?apikey=${key}`)],
  ] as const;

  test.each(places)("is taken %s", async (_, __, getWith) => {
    expect((await getWith(xcally.apiKey)).status).toBe(200);
  });

  test.each(places)("is refused %s where it is wrong", async (_, __, getWith) => {
    expect(await getWith("wrong")).toMatchObject(unauthorized);
  });

  test.each(places)("is refused %s on a server that does not look there", async (_, place, getWith) => {
    xcally.switches.apiKeyIn = place === "header" ? ["query"] : ["header"];
    expect(await getWith(xcally.apiKey)).toMatchObject(unauthorized);
  });

  test.each(places)("of a user who is no admin is forbidden %s", async (_, __, getWith) => {
    expect(await getWith(xcally.plainUser.apiKey)).toMatchObject({
      status: 403,
      body: { message: "Forbidden" },
    });
  });

  test("is a JWT that ends in the year 9999", () => {
    const { exp = 0 } = decodeJwt(xcally.apiKey);
    expect(new Date(exp * 1000).getUTCFullYear()).toBe(9999);
  });

  test("is refused once a new one took its place", async () => {
    const old = xcally.apiKey;
    const replaced = await xcally.replaceApiKey();
    expect(xcally.apiKey).toBe(replaced);
    expect((await get({ apikey: replaced })).status).toBe(200);
    expect(await get({ apikey: old })).toMatchObject(unauthorized);
    expect(await get({ authorization: `Bearer ${old}` })).toMatchObject(unauthorized);
    xcally.reset();
    expect(xcally.apiKey).toBe(old);
  });

  test("is the same at every start with the same signing key, and else another", async () => {
    const servers = await Promise.all(
      ["one", "one", undefined, undefined].map((signingKey) =>
        startXcallySimulator(signingKey === undefined ? {} : { signingKey }),
      ),
    );
    const keys = servers.map(({ apiKey }) => apiKey);
    await Promise.all(servers.map((server) => server.close()));
    expect(keys[0]).toBe(keys[1]);
    expect(new Set(keys).size).toBe(3);
  });

  test("in a query is not recorded", async () => {
    await get({}, `?apikey=${xcally.apiKey}&limit=1`);
    expect(xcally.requests).toEqual([
      { method: "GET", path, query: { apikey: "[secret]", limit: "1" }, status: 200, at },
    ]);
  });
});

describe("user and password", () => {
  test("are taken by HTTP Basic", async () => {
    expect((await get(basic(xcally.user, xcally.password))).status).toBe(200);
  });

  test("are refused where one is wrong", async () => {
    expect(await get(basic(xcally.user, "wrong"))).toMatchObject(unauthorized);
    expect(await get(basic("nobody", xcally.password))).toMatchObject(unauthorized);
    expect(await get({ authorization: "Basic !" })).toMatchObject(unauthorized);
  });

  test("of a user who is no admin are forbidden, also to write", async () => {
    const headers = basic(xcally.plainUser.name, xcally.plainUser.password);
    expect((await get(headers)).status).toBe(403);
    expect((await send(xcally, "PUT", "/api/mail/accounts/1", {}, headers)).status).toBe(403);
    expect((await send(xcally, "DELETE", "/api/mail/accounts/1", undefined, headers)).status).toBe(403);
    expect(xcally.state.mailAccounts.get(1)).toBeDefined();
  });

  test("wrong ones are not made good by a second credential", async () => {
    const headers = { ...basic(xcally.user, xcally.password), apikey: "wrong" };
    expect(await get(headers)).toMatchObject(unauthorized);
  });
});

describe("login", () => {
  const login = (body: unknown) => send(xcally, "POST", "/api/auth/local", body, {});
  const tokenOf = async (name: string, password: string): Promise<string> =>
    z.object({ token: z.string() }).parse((await login({ name, password })).body).token;

  test("gives a token that is taken for 5 hours", async () => {
    const headers = { authorization: `Bearer ${await tokenOf(xcally.user, xcally.password)}` };
    expect((await get(headers)).status).toBe(200);
    clock = new Date(start.getTime() + 5 * 60 * 60 * 1000 - 1000);
    expect((await get(headers)).status).toBe(200);
    clock = new Date(start.getTime() + 5 * 60 * 60 * 1000);
    expect(await get(headers)).toMatchObject({ status: 401, body: { message: "jwt expired" } });
  });

  test("is also there where API keys are taken in the query only", async () => {
    xcally.switches.apiKeyIn = ["query"];
    const token = await tokenOf(xcally.user, xcally.password);
    expect((await get({ authorization: `Bearer ${token}` })).status).toBe(200);
  });

  test("of a user who is no admin succeeds, and its token is forbidden", async () => {
    const token = await tokenOf(xcally.plainUser.name, xcally.plainUser.password);
    expect((await get({ authorization: `Bearer ${token}` })).status).toBe(403);
  });

  test("refuses a wrong password", async () => {
    expect(await login({ name: xcally.user, password: "wrong" })).toMatchObject({
      status: 401,
      body: { message: "The user name or the password is not correct" },
    });
  });

  test("refuses a body without a password", async () => {
    expect((await login({ name: xcally.user })).status).toBe(422);
  });

  test("tokens of another server are refused", async () => {
    const other = await startXcallySimulator();
    const answer = await send(other, "POST", "/api/auth/local", {
      name: other.user,
      password: other.password,
    });
    await other.close();
    const { token } = z.object({ token: z.string() }).parse(answer.body);
    expect(await get({ authorization: `Bearer ${token}` })).toMatchObject(unauthorized);
  });
});
