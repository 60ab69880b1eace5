import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { killedUp } from "./killedUp.ts";
import { refusalLines } from "./refusals.ts";
import { startRotatingStack, type RotatingStack } from "./rotatingStack.ts";

jest.setTimeout(300_000);

let stack: RotatingStack;
beforeAll(async () => {
  stack = await startRotatingStack();
});
afterAll(() => stack.close());

test("a run that is killed when the secret it replaces has just been removed is finished by the next up", async () => {
  stack.moveToRotation();
  const held = stack.heldKeyId();
  const replaced = stack.keyIds().filter((keyId) => keyId !== held);
  expect(await killedUp(stack, { method: "POST", path: /\/removePassword$/, moment: "done" })).toBe(true);
  await stack.watchedUp();
  await stack.expectRotated(replaced);
  expect(refusalLines(stack.tokenRefresh.refusals)).toEqual([]);
});
