import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { expectNoRefusals, startRotatingStack, type RotatingStack } from "./rotatingStack.ts";

jest.setTimeout(300_000);

const addPassword = { method: "POST", path: /\/addPassword$/ } as const;
let stack: RotatingStack;
let before: readonly string[];
beforeAll(async () => {
  stack = await startRotatingStack();
  stack.moveToRotation();
  before = stack.keyIds();
});
expectNoRefusals(() => stack);
afterAll(() => stack.close());

/** One rotation that is due, in order: each of the first tests leaves everything as it was. */
describe("a rotation for which Entra ID makes no secret", () => {
  test.each([
    {
      why: "because secrets may not last that long",
      refuse: () => {
        stack.entra.switches.maxSecretLifetimeDays = 90;
      },
      says: "CredentialInvalidLifetimeAsPerAppPolicy",
    },
    {
      why: "because there may be no secrets, under --continue-on-error",
      refuse: () => {
        stack.entra.switches.secretsForbidden = true;
      },
      options: { continueOnError: true },
      says: "CredentialTypeNotAllowedAsPerAppPolicy",
    },
    {
      why: "because the deployer may not",
      refuse: () => {
        const body = { error: { code: "Authorization_RequestDenied", message: "Insufficient privileges." } };
        stack.entra.faults.times(Infinity, "beforeHandler", addPassword, {
          kind: "answer",
          status: 403,
          body,
        });
      },
      says: "Authorization_RequestDenied",
    },
  ])("$why, leaves XCALLY with its secret and changes nothing", async ({ refuse, options, says }) => {
    const held = stack.heldKeyId();
    refuse();
    expect(await stack.failedUp(options)).toContain(says);
    Object.assign(stack.entra.switches, { maxSecretLifetimeDays: undefined, secretsForbidden: false });
    stack.entra.faults.clear();
    expect(stack.keyIds()).toEqual(before);
    expect(stack.heldKeyId()).toBe(held);
  });

  test("is done by the next up, here with --refresh, and with a Graph that fails at first", async () => {
    const held = stack.heldKeyId();
    stack.entra.faults.times(2, "beforeHandler", addPassword, { kind: "answer", status: 500 });
    await stack.watchedUp({ refresh: true });
    expect(stack.keyIds()).toContain(held);
    await stack.expectRotated(before.filter((keyId) => keyId !== held));
  });
});
