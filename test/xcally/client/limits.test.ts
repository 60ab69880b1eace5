import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createXcallyClient, type XcallyClient } from "../../../xcally/client/index.ts";
import { realClock, startDeadline } from "../../../xcally/client/deadline.ts";
import { withLimits } from "../../../xcally/client/limits.ts";
import { quick } from "../quick.ts";
import { serve, type TestServer } from "./server.ts";

let server: TestServer;
/** When each request came, in milliseconds. */
let arrivals: number[];
let inFlight: number;
let mostInFlight: number;
let statuses: number[];
beforeEach(async () => {
  [arrivals, inFlight, mostInFlight, statuses] = [[], 0, 0, []];
  server = await serve((_, response) => {
    arrivals.push(performance.now());
    inFlight += 1;
    mostInFlight = Math.max(mostInFlight, inFlight);
    void wait(20).then(() => {
      inFlight -= 1;
      response.writeHead(statuses.shift() ?? 200).end("[]");
    });
  });
});
afterEach(() => server.close());

const credentials = { kind: "apiKey", apiKey: "key" } as const;
/** So many operations at once, each of which asks for a list. */
const ask = async (count: number, limits: { maxInFlight?: number; maxPerSecond?: number }) => {
  await askWith(createXcallyClient({ ...quick, url: server.url, credentials, ...limits }), count);
};
const askWith = async (client: XcallyClient, count: number) => {
  await Promise.all(Array.from({ length: count }, () => client.begin().cloudProviders.list()));
};
/** The most requests that came within any second. */
const mostInASecond = () =>
  Math.max(...arrivals.map((start) => arrivals.filter((at) => at >= start && at < start + 1000).length));

describe("all operations of a client together", () => {
  test("have no more requests in flight than allowed, as the server counts, repeats too", async () => {
    statuses = Array.from({ length: 20 }, () => 503);
    await ask(40, { maxInFlight: 3 });
    expect(arrivals).toHaveLength(60);
    expect(mostInFlight).toBe(3);
  });

  test("have eight in flight by default", async () => {
    await ask(30, {});
    expect(mostInFlight).toBe(8);
  });

  test("begin no more requests in any second than allowed, as the server counts, whenever that second begins", async () => {
    const client = createXcallyClient({ ...quick, url: server.url, credentials, maxPerSecond: 10 });
    await askWith(client, 1);
    await wait(900);
    await askWith(client, 20);
    expect(arrivals).toHaveLength(21);
    expect(mostInASecond()).toBeLessThanOrEqual(10);
  });

  test("keep to that although requests are held up on their way", async () => {
    const arrived: number[] = [];
    const heldUp = async () => {
      if (arrived.length < 10) await wait(300);
      arrived.push(performance.now());
      return { status: 200, body: [], contentRange: undefined };
    };
    const send = withLimits(heldUp, { maxInFlight: 20, maxPerSecond: 10 }, realClock);
    const request = { method: "GET", path: "/" } as const;
    await Promise.all(Array.from({ length: 20 }, () => send(request, startDeadline(60, realClock))));
    const [last = 0, next = 0] = [arrived[9], arrived[10]];
    expect(next - last).toBeGreaterThanOrEqual(999);
  });

  test("begin twenty in any second by default", async () => {
    const client = createXcallyClient({ url: server.url, credentials });
    await askWith(client, 22);
    expect(mostInASecond()).toBeLessThanOrEqual(20);
  });

  test("do not lose the time of their deadlines by waiting for their turn", async () => {
    const client = createXcallyClient({
      ...quick,
      url: server.url,
      credentials,
      maxPerSecond: 1,
      deadlineSeconds: 0.5,
    });
    await Promise.all([1, 2].map(() => client.begin().cloudProviders.list()));
    expect(arrivals).toHaveLength(2);
  });

  test("do not lose the time that the server has to show a write either", async () => {
    const client = createXcallyClient({
      ...quick,
      url: server.url,
      credentials,
      maxPerSecond: 1,
      // Less than one turn, but more than a busy machine takes between two.
      readBack: 900,
    });
    const { readUntil, cloudProviders } = client.begin();
    await cloudProviders.list();
    // Each reading waits longer for its turn than the server may take.
    await readUntil(
      () => cloudProviders.list(),
      () => arrivals.length === 3,
    );
    expect(arrivals).toHaveLength(3);
  });
});
