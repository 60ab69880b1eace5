import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { startTestStack, type TestStack } from "../stack/testStack.ts";
import { engineRun, type EngineRun } from "./engineRun.ts";
import { stateAndServer } from "./stateAndServer.ts";
import { addAccounts, mailboxOf } from "./world.ts";

jest.setTimeout(600_000);

const limits = { maxInFlight: 5, maxPerSecond: 20 };
const mailboxes = Array.from({ length: 200 }, (_, index) => mailboxOf(`mailbox-${index}`));
let stack: TestStack;
let up: EngineRun;
beforeAll(async () => {
  stack = await startTestStack({
    // Applications of their own would be a test of the azuread plugin's patience: minutes of it.
    application: "shared",
    xcallyConnection: limits,
    secretProof: { required: false },
    mailboxes,
  });
  Object.assign(stack.xcally.switches, { ...limits, latencyMs: 50 });
  addAccounts(
    stack,
    mailboxes.map(({ address }) => address),
  );
  up = await engineRun(stack.stack.up({ parallel: 64 }));
});
afterAll(() => stack.close());

test("200 mailboxes at --parallel 64 are connected", async () => {
  expect(up.failed).toBe(false);
  const { state, server } = await stateAndServer(stack, () => false);
  expect(state).toEqual(server);
  expect(server.links).toHaveLength(mailboxes.length);
});

test("and the server was never asked for more than its 5 at once and 20 a second", () => {
  const { mostInFlight, mostPerSecond, refused } = stack.xcally.seenLoad;
  expect(refused).toBe(0);
  expect(mostInFlight).toBeLessThanOrEqual(limits.maxInFlight);
  expect(mostPerSecond).toBeLessThanOrEqual(limits.maxPerSecond);
});
