import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { startXcallySimulator, type XcallySimulator } from "../../../simulator/xcally/index.ts";
import { provider, send } from "./send.ts";

let xcally: XcallySimulator;
beforeAll(async () => {
  xcally = await startXcallySimulator();
});
beforeEach(() => {
  xcally.reset();
});
afterAll(() => xcally.close());

/** The statuses of so many requests sent at once, in order. */
const sendAtOnce = async (count: number) => {
  const answers = Array.from({ length: count }, () => send(xcally, "GET", "/api/mail/accounts"));
  return (await Promise.all(answers)).map(({ status }) => status).toSorted((a, b) => a - b);
};

describe("a server with a limit", () => {
  test("on requests in flight refuses those beyond it with Retry-After, and counts them", async () => {
    Object.assign(xcally.switches, { maxInFlight: 2, latencyMs: 100 });
    expect(await sendAtOnce(3)).toEqual([200, 200, 429]);
    expect(xcally.seenLoad).toEqual({ mostInFlight: 3, mostPerSecond: 3, refused: 1 });
    expect(await sendAtOnce(2)).toEqual([200, 200]);
  });

  test("on requests in a second refuses those beyond it, even where the first ones were far apart", async () => {
    // However long the requests take on a busy machine.
    const clock = jest.spyOn(performance, "now").mockReturnValue(5000);
    xcally.switches.maxPerSecond = 2;
    expect(await sendAtOnce(1)).toEqual([200]);
    clock.mockReturnValue(5999);
    expect(await sendAtOnce(1)).toEqual([200]);
    const answer = await send(xcally, "POST", "/api/cloudProviders", provider);
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "1"]);
    expect(xcally.state.cloudProviders.list()).toEqual([]);
    expect(xcally.seenLoad.refused).toBe(1);
    clock.mockRestore();
  });
});

test("a server without limits counts all the same, and forgets it at a reset", async () => {
  await sendAtOnce(4);
  expect(xcally.seenLoad).toMatchObject({ mostPerSecond: 4, refused: 0 });
  xcally.reset();
  expect(xcally.seenLoad).toEqual({ mostInFlight: 0, mostPerSecond: 0, refused: 0 });
});
