import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { startEntraSimulator } from "../../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";
import { createApplication, signIn } from "./graphClient.ts";
import type { GraphClient } from "./graphClient.ts";

const start = new Date("2027-01-01T00:00:00Z");
const hour = 3_600_000;
let now = start;
let simulator: EntraSimulator;
let graph: GraphClient;
beforeEach(async () => {
  now = start;
  simulator = await startEntraSimulator({ now: () => now, listDelayMs: hour });
  graph = await signIn(simulator);
});
afterEach(() => simulator.close());

const listed = async (): Promise<unknown> =>
  (await graph.get("/applications?$filter=tags/any(t:t eq 'mail')")).body;

const later = async (milliseconds: number): Promise<void> => {
  now = new Date(start.getTime() + milliseconds);
  graph = await signIn(simulator);
};

test("a new application is read by its id at once, and is in lists when its delay is over", async () => {
  const { id } = await createApplication(graph, { tags: ["mail"] });
  expect((await graph.get(`/applications/${id}`)).status).toBe(200);
  expect((await graph.patch(`/applications/${id}`, { displayName: "New" })).status).toBe(204);
  expect(await listed()).toMatchObject({ value: [] });
  await later(hour);
  expect(await listed()).toMatchObject({ value: [{ id, displayName: "New" }] });
});

test("the delay counts from when other requests see the application", async () => {
  simulator.switches.replicationDelayMs = hour;
  const { id } = await createApplication(graph, { tags: ["mail"] });
  expect((await graph.get(`/applications/${id}`)).status).toBe(404);
  await later(hour);
  expect((await graph.get(`/applications/${id}`)).status).toBe(200);
  expect(await listed()).toMatchObject({ value: [] });
  await later(2 * hour);
  expect(await listed()).toMatchObject({ value: [{ id }] });
});

test("without the switch an application is listed at once, and a reset brings the switch back", async () => {
  simulator.switches.listDelayMs = 0;
  await createApplication(graph, { tags: ["mail"] });
  expect(await listed()).toMatchObject({ value: [{}] });
  simulator.reset();
  expect(simulator.switches.listDelayMs).toBe(hour);
});
