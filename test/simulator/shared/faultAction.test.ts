import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { Hono } from "hono";
import { fetch } from "undici";
import { createFaults } from "../../../simulator/shared/faults.ts";
import { listen } from "../../../simulator/shared/listen.ts";
import type { Listener, NodeEnvironment } from "../../../simulator/shared/listen.ts";

let received: string[] = [];
const { faults, middleware } = createFaults();
const app = new Hono<NodeEnvironment>().use(middleware).all("/things", async (context) => {
  received.push(await context.req.raw.text());
  return context.json({ handled: received.length }, 201, { etag: "1" });
});

let listener: Listener;
let url: string;
beforeAll(async () => {
  listener = await listen(app);
  url = `http://127.0.0.1:${listener.port}/things`;
});
afterAll(() => listener.close());
beforeEach(() => {
  received = [];
  faults.clear();
});

const send = (body: string) => fetch(url, { method: "POST", body });

describe("a fault may", () => {
  test("answer with a page", async () => {
    faults.once("beforeHandler", {}, { kind: "text", status: 502, type: "text/html", text: "<p>no" });
    const answer = await send("a");
    expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([
      502,
      "text/html",
      "<p>no",
    ]);
    expect(received).toEqual([]);
  });

  test("answer with half of the answer, as if that were all", async () => {
    faults.once("afterHandler", {}, { kind: "truncate" });
    const answer = await send("a");
    expect([answer.status, answer.headers.get("etag"), await answer.text()]).toEqual([201, "1", '{"hand']);
  });

  test("let the whole answer trickle in", async () => {
    faults.once("afterHandler", {}, { kind: "trickle", pieces: 5, milliseconds: 1 });
    const answer = await send("a");
    expect([answer.status, await answer.text()]).toEqual([201, '{"handled":1}']);
  });

  test("never answer, until the client gives up", async () => {
    faults.once("afterHandler", {}, { kind: "hang" });
    const client = new AbortController();
    const answer = fetch(url, { method: "POST", body: "a", signal: client.signal });
    while (received.length === 0) await (await fetch(url)).text();
    client.abort();
    await expect(answer).rejects.toThrow("aborted");
  });

  test("have a request handled twice, body and all, of which the second answer arrives", async () => {
    faults.once("beforeHandler", {}, { kind: "repeat" });
    expect(await (await send("twice")).json()).toEqual({ handled: 2 });
    expect(received).toEqual(["twice", "twice"]);
  });

  test("do something of the test's own", async () => {
    faults.once(
      "beforeHandler",
      {},
      { kind: "call", work: () => Promise.resolve(void received.push("own")) },
    );
    expect((await send("a")).status).toBe(201);
    expect(received).toEqual(["own", "a"]);
  });
});

test("a fault may be for requests of which the body contains a text, and leaves them their body", async () => {
  const fault = faults.times(2, "beforeHandler", { body: "mine" }, { kind: "delay", milliseconds: 1 });
  for (const body of ["yours", "this is mine"]) await send(body);
  expect(received).toEqual(["yours", "this is mine"]);
  expect(fault.left).toBe(1);
});
