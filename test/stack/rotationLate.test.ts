import { afterAll, beforeAll, beforeEach, expect, jest, test } from "@jest/globals";
import { refusalLines } from "./refusals.ts";
import { startRotatingStack, type RotatingStack } from "./rotatingStack.ts";

jest.setTimeout(300_000);

let stack: RotatingStack;
beforeAll(async () => {
  stack = await startRotatingStack();
});
beforeEach(() => {
  stack.tokenRefresh.clear();
});
afterAll(() => stack.close());

test("an up with --target for the secret alone leaves XCALLY's secret, and the next one hands the new one over", async () => {
  stack.moveToRotation();
  const held = stack.heldKeyId();
  const secrets = (await stack.resources()).filter(({ type }) => type.endsWith(":ApplicationPassword"));
  const before = stack.keyIds();
  await stack.watchedUp({ target: secrets.map(({ urn }) => urn) });
  expect(stack.heldKeyId()).toBe(held);
  expect(stack.keyIds()).toHaveLength(2);
  expect((await stack.stack.outputs())["mailboxes"]?.value).toMatchObject({
    support: { activeSecretKeyId: held },
  });

  await stack.watchedUp();
  await stack.expectRotated(before.filter((keyId) => keyId !== held));
  expect(refusalLines(stack.tokenRefresh.refusals)).toEqual([]);
});

test("a leaked secret that is replaced by an up with --target for the secrets alone is good until XCALLY has its successor", async () => {
  const held = stack.heldKeyId();
  const before = stack.keyIds();
  const secrets = (await stack.resources()).filter(({ type }) => type.endsWith(":ApplicationPassword"));
  await stack.configure({ secret: { rotateNow: "leak-2027-01-12" } });
  await stack.watchedUp({ target: secrets.map(({ urn }) => urn) });
  expect(stack.heldKeyId()).toBe(held);

  await stack.watchedUp();
  await stack.expectRotated(before);
  expect(refusalLines(stack.tokenRefresh.refusals)).toEqual([]);
});

test("five periods without a run are caught up with in one up, and XCALLY's ended secret is the last that is refused", async () => {
  stack.moveToRotation(5);
  const before = stack.keyIds();
  await stack.watchedUp();
  expect(new Set(stack.tokenRefresh.refusals.map(({ code }) => code))).toEqual(new Set([7000222]));
  expect(await stack.tokenRefresh.refreshTokens()).toEqual([]);
  await stack.expectRotated(before);
});
