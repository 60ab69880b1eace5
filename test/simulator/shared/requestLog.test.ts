import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Hono } from "hono";
import { fetch } from "undici";
import { listen } from "../../../simulator/shared/listen.ts";
import type { Listener, NodeEnvironment } from "../../../simulator/shared/listen.ts";
import { createRequestLog } from "../../../simulator/shared/requestLog.ts";

const events: string[] = [];
const log = createRequestLog();
const app = new Hono<NodeEnvironment>().use(log.middleware).all("/things/:id", (context) => {
  events.push("handled");
  return context.json({});
});

let listener: Listener;
beforeAll(async () => {
  listener = await listen(app);
});
afterAll(() => listener.close());
const ask = async (path: string) => {
  await fetch(`http://localhost:${listener.port}${path}`, { method: "PUT" });
  events.push("answered");
};

test("a listener is told of a request before and after it is handled, and not any more once it has stopped", async () => {
  const stop = log.onRequest((moment, { method, url }) => {
    events.push(`${moment}: ${method} ${new URL(url).pathname}`);
  });
  await ask("/things/1");
  expect(events.splice(0)).toEqual(["arrived: PUT /things/1", "handled", "done: PUT /things/1", "answered"]);

  stop();
  await ask("/things/2");
  expect(events).toEqual(["handled", "answered"]);
});
