import { afterEach, expect, jest, test } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { killAll, killUntilGone, markedBy } from "../soak/processes.ts";
import { killedUp } from "./killedUp.ts";
import { startRotatingStack } from "./rotatingStack.ts";
import { startTestStack, type TestStack } from "./testStack.ts";

jest.setTimeout(300_000);

const skipCheckpoints = { PULUMI_SKIP_CHECKPOINTS: "true" };
let stack: TestStack;
afterEach(() => stack.close());

async function start(): Promise<void> {
  stack = await startTestStack({ mailboxes: [{ key: "support", address: "support@contoso.com" }] });
}

/** A first `up` whose processes are all killed once XCALLY has linked the mail account. */
async function killedFirstUp(environment: Readonly<Record<string, string>>): Promise<void> {
  const { envVars } = stack.stack.workspace;
  const mark = randomUUID();
  Object.assign(envVars, markedBy(mark), environment);
  const stop = stack.xcally.onRequest((moment, { method, url }) => {
    if (moment === "done" && method === "PUT" && new URL(url).pathname.includes("/mail/accounts/")) {
      killAll(mark);
    }
  });
  try {
    await expect(stack.up()).rejects.toThrow();
  } finally {
    stop();
    await killUntilGone(mark);
    for (const name of Object.keys(environment)) Reflect.deleteProperty(envVars, name);
  }
  await stack.stack.cancel();
}

const made = () => ({
  applications: stack.entra.state.applications.filter(({ seeded }) => !seeded).length,
  cloudProviders: stack.xcally.state.cloudProviders.list().length,
});

test("a first up that is killed is found again by the next one", async () => {
  await start();
  await killedFirstUp({});
  await stack.up();
  expect(made()).toEqual({ applications: 1, cloudProviders: 1 });
});

/** What docs/scale.md warns of: the markers are lost with the state. */
test("with PULUMI_SKIP_CHECKPOINTS it is not: everything is made a second time", async () => {
  await start();
  await killedFirstUp(skipCheckpoints);
  expect(made()).toEqual({ applications: 1, cloudProviders: 1 });
  await stack.up();
  expect(made()).toEqual({ applications: 2, cloudProviders: 2 });
});

test("a renewal that is killed with PULUMI_SKIP_CHECKPOINTS is made again, and what it made is removed", async () => {
  const rotating = await startRotatingStack();
  stack = rotating;
  const before = rotating.keyIds();
  const { envVars } = rotating.stack.workspace;
  rotating.moveToRotation();
  Object.assign(envVars, skipCheckpoints);
  const point = { method: "PUT", path: /\/cloudProviders\//, moment: "done" } as const;
  expect(await killedUp(rotating, point)).toBe(true);
  Reflect.deleteProperty(envVars, "PULUMI_SKIP_CHECKPOINTS");
  const [lost, ...more] = rotating.keyIds().filter((keyId) => !before.includes(keyId));
  expect(more).toEqual([]);
  expect(rotating.heldKeyId()).toBe(lost);
  await rotating.watchedUp();
  expect(rotating.keyIds()).toHaveLength(2);
  expect(rotating.keyIds()).not.toContain(lost);
  expect(rotating.keyIds()).toContain(rotating.heldKeyId());
  expect(Object.keys(await rotating.up())).toEqual(["same"]);
  expect(rotating.tokenRefresh.refusals).toEqual([]);
});
