import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { expectNoRefusals, startRotatingStack, type RotatingStack } from "./rotatingStack.ts";

jest.setTimeout(300_000);

let stack: RotatingStack;
let leaked: readonly string[];
let held: string | undefined;
beforeAll(async () => {
  stack = await startRotatingStack();
  leaked = stack.keyIds();
  held = stack.heldKeyId();
  await stack.configure({
    mailboxes: [{ key: "support", address: "support@contoso.com", rotateNow: "leak" }],
  });
});
expectNoRefusals(() => stack);
afterAll(() => stack.close());

/** The drill for a leaked secret, in order: the secret that XCALLY holds is itself among those to be replaced. */
describe("replacing both secrets with rotateNow", () => {
  test("keeps the old ones as long as the new one does not prove itself, even under --continue-on-error", async () => {
    stack.entra.switches.secretDelayMs = 3_600_000;
    const said = await stack.failedUp({ continueOnError: true });
    expect(said).toContain(`keeps running on the secret ${held} until 2027-04-22T00:00:00Z`);
    expect(stack.heldKeyId()).toBe(held);
    expect(stack.keyIds()).toHaveLength(4);
    expect(stack.keyIds()).toEqual(expect.arrayContaining([...leaked]));
  });

  test("makes no further secrets and removes none while XCALLY is down", async () => {
    // Entra ID knows the new secrets by now.
    stack.setClock("2027-01-01T10:00:00Z");
    const made = stack.keyIds();
    await stack.xcally.stop();
    await stack.failedUp();
    await stack.xcally.start();
    expect(stack.keyIds()).toEqual(made);
    expect(stack.heldKeyId()).toBe(held);
  });

  test("is done by the next up, without a moment in which XCALLY has no working secret", async () => {
    await stack.watchedUp();
    await stack.expectRotated(leaked);
  });
});
