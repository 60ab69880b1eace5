import { describe, expect, test } from "@jest/globals";
import { completePolicy, defaultProofPolicy, reactionTo } from "../../entra/proofPolicy.ts";
import { backOff } from "../../entra/repeat.ts";

describe("a policy", () => {
  test("is by default three answers in a row within five minutes", () => {
    expect(completePolicy({})).toMatchObject({ answersInARow: 3, deadlineMs: 300_000 });
  });

  test.each([0, -1, NaN, Infinity, 900_001])("refuses a deadline of %d milliseconds", (deadlineMs) => {
    expect(() => completePolicy({ deadlineMs })).toThrow(RangeError);
    expect(() => completePolicy({ deadlineMs })).toThrow(/^deadlineMs is .* 15 minutes\.$/);
  });

  test.each([0, 1.5, 21])("refuses %d answers in a row", (answersInARow) => {
    expect(() => completePolicy({ answersInARow })).toThrow(/^answersInARow is .* from 1 to 20\.$/);
  });

  test("takes a deadline of fifteen minutes", () => {
    expect(completePolicy({ deadlineMs: 900_000 }).deadlineMs).toBe(900_000);
  });
});

describe("after a failure", () => {
  test.each(["wrongSecret", "applicationMissing"] as const)("%s starts the row of answers over", (kind) => {
    expect(reactionTo(kind)).toBe("startOver");
  });

  test.each(["throttled", "unavailable", "unreachable"] as const)("%s keeps the row of answers", (kind) => {
    expect(reactionTo(kind)).toBe("goOn");
  });

  test.each(["expired", "policy", "applicationDisabled", "tenantMissing", "untrusted", "unknown"] as const)(
    "%s ends the proof",
    (kind) => {
      expect(reactionTo(kind)).toBe("stop");
    },
  );

  test("the wait doubles up to its limit, and half of it is chance", () => {
    const waits = (random: number) =>
      [1, 2, 3, 5, 6, 50].map((failures) => backOff(defaultProofPolicy, undefined, failures, random));
    expect(waits(1)).toEqual([1000, 2000, 4000, 16_000, 20_000, 20_000]);
    expect(waits(0)).toEqual([500, 1000, 2000, 8000, 10_000, 10_000]);
  });

  test("the wait is never shorter than what the server asks for", () => {
    const wait = (random: number) => backOff(defaultProofPolicy, 60_000, 1, random);
    expect(wait(0)).toBe(60_000);
    expect(wait(0.5)).toBe(60_500);
  });
});
