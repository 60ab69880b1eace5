import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { setTimeout as wait } from "node:timers/promises";
import { startEntraSimulator } from "../../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";
import { graphError, requestToken, signIn } from "./graphClient.ts";
import type { GraphClient } from "./graphClient.ts";

let simulator: EntraSimulator;
let graph: GraphClient;
beforeEach(async () => {
  simulator = await startEntraSimulator({ now: () => new Date("2027-01-01T00:00:00Z") });
  graph = await signIn(simulator);
});
afterEach(() => simulator.close());

test("Graph refuses what is too much with its own error and how long to wait", async () => {
  simulator.switches.graphLimit = { requests: 2, seconds: 60 };
  expect((await graph.get("/applications")).status).toBe(200);
  expect((await graph.get("/users/x")).status).not.toBe(429);
  const answer = await graph.post("/applications", { displayName: "x" });
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(Number(answer.headers.get("retry-after"))).toBeLessThanOrEqual(60);
  expect(answer.body).toEqual(graphError("TooManyRequests", "Please retry again later."));
  expect(answer.body).toMatchObject({
    error: {
      innerError: { code: "429", status: "429", "request-id": answer.headers.get("request-id") },
    },
  });
  expect(simulator.state.applications).toHaveLength(1);
});

test("the token endpoint refuses what is too much in plain text, and counts apart from Graph", async () => {
  simulator.switches.tokenLimit = { requests: 1, seconds: 60 };
  expect((await requestToken(simulator)).status).toBe(200);
  const { status, headers, body } = await requestToken(simulator);
  expect([status, body]).toEqual([429, "Too Many Requests"]);
  expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
  expect(simulator.tokenRequests.map(({ outcome }) => outcome)).toEqual(["ok", "ok", "throttled"]);
  expect((await graph.get("/applications")).status).toBe(200);
});

test("after the time that it names, by the clock of the process, requests are taken again", async () => {
  simulator.switches.tokenLimit = { requests: 1, seconds: 0.2 };
  await requestToken(simulator);
  await wait(250);
  expect((await requestToken(simulator)).status).toBe(200);
});

test("a reset goes back to the limits of the start, with nothing counted", async () => {
  await simulator.close();
  const limit = { requests: 1, seconds: 60 };
  simulator = await startEntraSimulator({ tokenLimit: limit, graphLimit: limit });
  graph = await signIn(simulator);
  const statuses = async () => [
    (await requestToken(simulator)).status,
    (await graph.get("/applications")).status,
    (await graph.get("/applications")).status,
  ];
  expect(await statuses()).toEqual([429, 200, 429]);
  simulator.switches.graphLimit = undefined;
  simulator.reset();
  expect(await statuses()).toEqual([200, 200, 429]);
});
