import { afterAll, afterEach, beforeAll, expect, jest, test } from "@jest/globals";
import { killedUp, type KillPoint } from "./killedUp.ts";
import { refusalLines } from "./refusals.ts";
import { startRotatingStack, type RotatingStack } from "./rotatingStack.ts";

jest.setTimeout(600_000);

/**
 * Moments of a rotation in their order, so that each run comes further than the one before it. The second leaves a secret that no
 * state knows, which the last two remove.
 */
const points: readonly (KillPoint & { readonly when: string })[] = [
  { when: "before a secret is made", method: "POST", path: /\/addPassword$/, moment: "arrived" },
  { when: "when a secret is made", method: "POST", path: /\/addPassword$/, moment: "done" },
  {
    when: "when the secret is proved",
    method: "POST",
    path: /\/oauth2\/v2\.0\/token$/,
    afterPath: /\/addPassword$/,
    moment: "done",
  },
  { when: "before XCALLY gets it", method: "PUT", path: /\/cloudProviders\//, moment: "arrived" },
  { when: "when XCALLY has it", method: "PUT", path: /\/cloudProviders\//, moment: "done" },
  { when: "before a double is removed", method: "POST", path: /\/removePassword$/, moment: "arrived" },
  { when: "when a double is removed", method: "POST", path: /\/removePassword$/, moment: "done" },
];

let stack: RotatingStack;
let before: readonly string[];
beforeAll(async () => {
  stack = await startRotatingStack();
  // Two periods without a run: both secrets are due, that of XCALLY among them, which is still good for 20 days.
  stack.moveToRotation(2);
  before = stack.keyIds();
});
afterEach(() => {
  expect(refusalLines(stack.tokenRefresh.refusals)).toEqual([]);
});
afterAll(() => stack.close());

test.each(points)(
  "a run of the rotation that is killed $when leaves XCALLY with a secret that works",
  async (point) => {
    expect(await killedUp(stack, point)).toBe(true);
  },
);

test("the next up, after all of these, ends with two secrets and nothing left over", async () => {
  await stack.watchedUp();
  await stack.expectRotated(before);
});
