import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { Hono } from "hono";
import { fetch } from "undici";
import { createFaults } from "../../../simulator/shared/faults.ts";
import { listen } from "../../../simulator/shared/listen.ts";
import type { Listener, NodeEnvironment } from "../../../simulator/shared/listen.ts";
import { createRequestLog } from "../../../simulator/shared/requestLog.ts";

/** When it was answered: any time. */
const at: unknown = expect.any(Number);

let handled = 0;
const log = createRequestLog(["key"]);
const { faults, middleware } = createFaults((status) => ({ message: `answer ${status}` }));
const app = new Hono<NodeEnvironment>()
  .use(log.middleware)
  .use(middleware)
  .all("/things/:id", (context) => {
    handled++;
    return context.json({ handled }, 200, { etag: "1" });
  })
  .notFound((context) => {
    log.markUnexpected(context.req.raw);
    return context.json({ message: "no such route" }, 501);
  });

let listener: Listener;
let url: string;
beforeAll(async () => {
  listener = await listen(app);
  url = `http://localhost:${listener.port}`;
});
afterAll(() => listener.close());
beforeEach(() => {
  handled = 0;
  log.clear();
  faults.clear();
});

test("a fault before the handler answers once and changes nothing", async () => {
  faults.once(
    "beforeHandler",
    { method: "post", path: /^\/things/ },
    {
      kind: "answer",
      status: 429,
      headers: { "retry-after": "1" },
    },
  );
  expect((await fetch(`${url}/things/1`)).status).toBe(200);
  const refused = await fetch(`${url}/things/1`, { method: "POST" });
  expect(refused.status).toBe(429);
  expect(refused.headers.get("retry-after")).toBe("1");
  expect(await refused.json()).toEqual({ message: "answer 429" });
  expect(handled).toBe(1);
  expect((await fetch(`${url}/things/1`, { method: "POST" })).status).toBe(200);
  expect(faults.pending).toBe(0);
});

test("a fault after the handler hides what was done", async () => {
  faults.once("afterHandler", { path: "/things/1" }, { kind: "answer", status: 500, body: { own: true } });
  const answer = await fetch(`${url}/things/1`);
  expect(answer.status).toBe(500);
  expect(answer.headers.get("etag")).toBeNull();
  expect(await answer.json()).toEqual({ own: true });
  expect(handled).toBe(1);
});

test.each([
  ["beforeHandler", 0],
  ["afterHandler", 1],
] as const)("a dropped connection %s is no answer", async (moment, times) => {
  faults.once(moment, {}, { kind: "drop" });
  await expect(fetch(`${url}/things/1`)).rejects.toMatchObject({ cause: { code: "UND_ERR_SOCKET" } });
  expect(handled).toBe(times);
  expect(log.requests.map(({ status }) => status)).toEqual([0]);
});

test("a delay lets the request through", async () => {
  faults.once("beforeHandler", {}, { kind: "delay", milliseconds: 1 });
  expect((await fetch(`${url}/things/1`)).status).toBe(200);
  expect(faults.pending).toBe(0);
});

test("a fault strikes as often as planned, and only the requests that match", async () => {
  faults.times(
    2,
    "beforeHandler",
    { when: (request) => request.headers.has("x-hit") },
    {
      kind: "answer",
      status: 503,
    },
  );
  const statuses = [];
  for (const headers of [{ "x-hit": "1" }, {}, { "x-hit": "1" }, { "x-hit": "1" }]) {
    statuses.push((await fetch(`${url}/things/1`, { headers })).status);
  }
  expect(statuses).toEqual([503, 200, 503, 200]);
});

test("the log keeps method, path, query and status, and no secret of the query", async () => {
  await fetch(`${url}/things/1?limit=2&key=hush`, { method: "PUT" });
  expect(log.requests).toEqual([
    { method: "PUT", path: "/things/1", query: { limit: "2", key: "[secret]" }, status: 200, at },
  ]);
  expect(log.unexpectedRequests).toEqual([]);
});

test("a request that no route serves is kept apart", async () => {
  await fetch(`${url}/elsewhere`);
  expect(log.unexpectedRequests).toMatchObject([
    { method: "GET", path: "/elsewhere", query: {}, status: 501 },
  ]);
});
