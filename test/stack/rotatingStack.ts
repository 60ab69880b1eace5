import { afterEach, beforeEach, expect } from "@jest/globals";
import type { UpOptions } from "@pulumi/pulumi/automation/index.js";
import { secretCalendar } from "../../config/calendar.ts";
import { hashSecret } from "../../simulator/entra/state/secrets.ts";
import { refusalLines } from "./refusals.ts";
import { startTestStack, type TestStack } from "./testStack.ts";

const key = "support";
const secret = { anchor: "2026-01-01", everyDays: 80, graceDays: 20, lifetimeDays: 180, warnDays: 14 };
const begin = "2027-01-01T08:00:00Z";

/** A stack of one mailbox whose secrets are renewed while XCALLY goes on using the one it holds. */
export interface RotatingStack extends TestStack {
  /** Moves the clock to where a rotation becomes due, with so many periods since the rotation before it. Defaults to 1. */
  moveToRotation(periods?: number): void;
  /** `pulumi up` while XCALLY gets tokens all the time, so that a moment without a working secret is recorded. */
  watchedUp(options?: UpOptions): Promise<void>;
  /** Such an `up` that must fail; what it printed. */
  failedUp(options?: UpOptions): Promise<string>;
  /** Key ids of the application's secrets, in the order in which they were made. */
  keyIds(): readonly string[];
  /** Key id of the secret that XCALLY holds; undefined where the application has no such secret. */
  heldKeyId(): string | undefined;
  /**
   * Expects that all is as after an undisturbed rotation: two secrets, both made after those that are given, XCALLY with the one
   * that the calendar has in use, the outputs too, and nothing left to do for another `up`.
   */
  expectRotated(replaced: readonly string[]): Promise<void>;
}

/** Expects of each test of a file that XCALLY has got tokens all the time, and was refused none. */
export function expectNoRefusals(stack: () => RotatingStack): void {
  beforeEach(() => {
    stack().tokenRefresh.clear();
  });
  afterEach(() => {
    expect(stack().tokenRefresh.requests).toBeGreaterThan(10);
    expect(refusalLines(stack().tokenRefresh.refusals)).toEqual([]);
  });
}

/** Starts a stack and connects its mailbox. A proof takes a moment, and gives up after 5 seconds. */
export async function startRotatingStack(): Promise<RotatingStack> {
  const stack = await startTestStack({
    mailboxes: [{ key, address: `${key}@contoso.com` }],
    secretProof: { answersInARow: 1, deadlineSeconds: 5 },
    xcallyConnection: { deadlineSeconds: 5 },
  });
  let time = begin;
  const setClock = (to: string) => {
    time = to;
    stack.setClock(to);
  };
  const calendar = () => secretCalendar(new Date(time), key, secret);
  const passwords = () => stack.entra.state.applications.find(({ seeded }) => !seeded)?.passwords ?? [];
  const held = () => hashSecret(stack.xcally.state.cloudProviders.get(1)?.clientSecret ?? "");
  const keyIds = () => passwords().map(({ keyId }) => keyId);
  const heldKeyId = () => passwords().find(({ secretHash }) => secretHash === held())?.keyId;
  const watchedUp = async (options: UpOptions = {}) => {
    const stop = stack.tokenRefresh.keepRefreshing(50);
    await stack.stack.up(options).finally(stop);
  };

  setClock(begin);
  await watchedUp();
  return {
    ...stack,
    setClock,
    moveToRotation: (periods = 1) => {
      const next = Date.parse(calendar().nextRotation) + (periods - 1) * secret.everyDays * 86_400_000;
      setClock(new Date(next).toISOString());
    },
    watchedUp,
    failedUp: async (options) => {
      const error: unknown = await watchedUp(options).catch((reason: unknown) => reason);
      if (error instanceof Error) return error.message;
      throw new Error("The up was to fail, and ended well.");
    },
    keyIds,
    heldKeyId,
    expectRotated: async (replaced) => {
      const { activeSlot, slots } = calendar();
      const inUse = passwords().find(({ secretHash }) => secretHash === held());
      expect(keyIds()).toHaveLength(2);
      expect(keyIds().filter((keyId) => replaced.includes(keyId))).toEqual([]);
      expect(inUse?.endDateTime).toEqual(new Date(slots[activeSlot].endDate));
      expect((await stack.stack.outputs())["mailboxes"]?.value).toMatchObject({
        [key]: { activeSecretKeyId: inUse?.keyId, secretExpires: slots[activeSlot].endDate },
      });
      expect(Object.keys(await stack.up())).toEqual(["same"]);
    },
  };
}
