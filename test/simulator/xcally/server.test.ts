import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { Agent, request } from "undici";
import { startXcallySimulator } from "../../../simulator/xcally/index.ts";
import type { XcallySimulator } from "../../../simulator/xcally/index.ts";
import { list, provider, send } from "./send.ts";

/** When it was answered: any time. */
const at: unknown = expect.any(Number);

let xcally: XcallySimulator;

beforeAll(async () => {
  xcally = await startXcallySimulator();
});
beforeEach(() => {
  xcally.reset();
});
afterAll(() => xcally.close());

describe("a request that no route serves", () => {
  test.each([
    ["GET", "/api/nowhere"],
    ["GET", "/api"],
    ["PATCH", "/api/cloudProviders/1"],
    ["DELETE", "/api/cloudProviders"],
    ["GET", "/api/cloudProviders/1/accounts"],
    ["GET", "/api/auth/local"],
  ])("%s %s answers 404 with JSON and is recorded", async (method, path) => {
    expect(await send(xcally, method, path)).toMatchObject({
      status: 404,
      body: { message: `No route ${method} ${path}` },
    });
    expect(xcally.unexpectedRequests).toMatchObject([{ method, path, query: {}, status: 404 }]);
  });

  test("outside the API answers the web application, as success", async () => {
    const page = await send(xcally, "GET", "/cloudProviders");
    expect(page.status).toBe(200);
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(page.body).toContain("XCALLY");
    expect(await send(xcally, "POST", "/cloudProviders", provider)).toMatchObject({
      status: 404,
      body: expect.stringContaining("Cannot POST /cloudProviders"),
    });
    expect(xcally.unexpectedRequests).toEqual([]);
  });
});

test("a trailing slash makes no difference", async () => {
  expect((await send(xcally, "GET", "/api/cloudProviders/")).body).toEqual({ count: 0, rows: [] });
});

test("requests are recorded in order, without what they carried", async () => {
  await send(xcally, "POST", "/api/cloudProviders", provider);
  await send(xcally, "GET", "/api/cloudProviders/9");
  expect(xcally.requests).toEqual([
    { method: "POST", path: "/api/cloudProviders", query: {}, status: 201, at },
    { method: "GET", path: "/api/cloudProviders/9", query: {}, status: 404, at },
  ]);
});

describe("faults", () => {
  const path = "/api/cloudProviders";

  test("a status before the write stores nothing", async () => {
    xcally.faults.once("beforeHandler", { method: "POST", path }, { kind: "answer", status: 503 });
    const refused = await send(xcally, "POST", path, provider);
    expect(refused).toMatchObject({ status: 503, body: { message: expect.any(String) } });
    expect(xcally.state.cloudProviders.list()).toEqual([]);
    expect((await send(xcally, "POST", path, provider)).status).toBe(201);
  });

  test("a status after the write hides that it was done", async () => {
    xcally.faults.once("afterHandler", { method: "POST" }, { kind: "answer", status: 502 });
    expect((await send(xcally, "POST", path, provider)).status).toBe(502);
    expect(xcally.state.cloudProviders.list()).toHaveLength(1);
  });

  test("a connection dropped before the write stores nothing", async () => {
    xcally.faults.once("beforeHandler", { method: "POST" }, { kind: "drop" });
    await expect(send(xcally, "POST", path, provider)).rejects.toThrow("fetch failed");
    expect(xcally.state.cloudProviders.list()).toEqual([]);
  });

  test("a connection dropped after the write leaves the record behind", async () => {
    xcally.faults.once("afterHandler", { method: "POST" }, { kind: "drop" });
    await expect(send(xcally, "POST", path, provider)).rejects.toThrow("fetch failed");
    expect((await list(xcally, path)).rows).toMatchObject([{ id: 1, name: "support" }]);
  });

  test("a delay after the write keeps the answer back", async () => {
    xcally.faults.once("afterHandler", { method: "PUT" }, { kind: "delay", milliseconds: 60_000 });
    const client = new AbortController();
    const delayed = fetch(`${xcally.url}/api/mail/accounts/1?apikey=${xcally.apiKey}`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: "Renamed" }),
      signal: client.signal,
    });
    while (xcally.state.mailAccounts.get(1)?.name !== "Renamed") await list(xcally, path);
    expect(xcally.requests.some(({ method }) => method === "PUT")).toBe(false);
    client.abort();
    await expect(delayed).rejects.toThrow("aborted");
  });
});

describe("documentation", () => {
  test("names the routes and fields that the API has, without signing in", async () => {
    xcally.switches.cloudProviderFields = { clientSecret: "secret" };
    xcally.switches.routes = { mailAccounts: "/mailboxes" };
    const page = await send(xcally, "GET", "/apidoc/", undefined, {});
    expect(page.body).toContain("POST /api/cloudProviders");

    const { body } = await send(xcally, "GET", "/apidoc/api_data.json", undefined, {});
    expect(body).toContainEqual(expect.objectContaining({ type: "get", url: "/api/mailboxes/:id" }));
    expect(body).toContainEqual(expect.objectContaining({ type: "post", url: "/api/auth/local" }));
    expect(body).toContainEqual(
      expect.objectContaining({
        type: "post",
        url: "/api/cloudProviders",
        parameter: {
          fields: {
            Parameter: expect.arrayContaining([
              expect.objectContaining({ field: "name", type: "String", optional: false }),
              expect.objectContaining({ field: "secret", type: "String", optional: true }),
            ]),
          },
        },
      }),
    );
    expect(JSON.stringify(body)).not.toContain("clientSecret");
  });
});

describe("https", () => {
  test("is refused by a client that does not know the authority, and works for one that does", async () => {
    const secure = await startXcallySimulator({ tls: true });
    try {
      const url = `${secure.url}/api/mail/accounts?apikey=${secure.apiKey}`;
      expect(secure.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
      await expect(fetch(url)).rejects.toThrow("fetch failed");

      const ca = await readFile(secure.caFile ?? "", "utf8");
      const dispatcher = new Agent({ connect: { ca } });
      const { statusCode, body } = await request(url, { dispatcher });
      await body.dump();
      await dispatcher.close();
      expect(statusCode).toBe(200);
    } finally {
      await secure.close();
    }
    await expect(readFile(secure.caFile ?? "")).rejects.toThrow("ENOENT");
  });

  test("plain http has no authority", () => {
    expect(xcally.caFile).toBeUndefined();
  });
});

test("a port that is taken is an error with its code", async () => {
  const port = Number(new URL(xcally.url).port);
  await expect(startXcallySimulator({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
});

test("a server that was stopped has its database still when it is started again", async () => {
  const path = "/api/cloudProviders";
  await send(xcally, "POST", path, provider);
  await xcally.stop();
  await expect(send(xcally, "GET", path)).rejects.toThrow("fetch failed");
  await xcally.start();
  expect((await list(xcally, path)).rows).toMatchObject([{ id: 1, name: "support" }]);
});
