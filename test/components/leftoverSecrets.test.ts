import { describe, expect, test } from "@jest/globals";
import { leftoverSecrets } from "../../components/leftoverSecrets.ts";
import { isOwnSecret, secretName, secretText } from "../../components/secretName.ts";

const marker = "0123456789abcdef";
const name = (endDate: string) => secretName(secretText(endDate), marker);
const secret = (keyId: string, displayName: string, startDateTime: string) => ({
  keyId,
  displayName,
  startDateTime,
  endDateTime: "2027-06-01T00:00:00Z",
});
const slots = [
  { keyId: "zero", displayName: name("2027-03-01T00:00:00Z") },
  { keyId: "one", displayName: name("2027-05-20T00:00:00Z") },
];
const zero = secret("zero", name("2027-03-01T00:00:00Z"), "2026-09-01T08:00:00Z");
const one = secret("one", name("2027-05-20T00:00:00Z"), "2026-11-20T08:00:00Z");
const sort = (...listed: readonly (typeof zero)[]) => {
  const ids = (some: readonly { readonly keyId: string }[]) => some.map(({ keyId }) => keyId);
  const { doubles, doubtful, others, foreign } = leftoverSecrets({
    listed,
    marker,
    before: ["before"],
    slots,
  });
  return { doubles: ids(doubles), doubtful: ids(doubtful), others: ids(others), foreign: ids(foreign) };
};

describe("secrets that the state does not know", () => {
  test("are none where Entra ID lists those of the slots, and one that this run replaces", () => {
    const replaced = secret("before", name("2026-12-01T00:00:00Z"), "2026-05-01T08:00:00Z");
    expect(sort(zero, one, replaced)).toEqual({ doubles: [], doubtful: [], others: [], foreign: [] });
  });

  test("a double that is older than the newest of the slots was left by a run that was cut off", () => {
    expect(sort(zero, one, { ...one, keyId: "double", startDateTime: "2026-11-20T07:59:00Z" })).toMatchObject(
      {
        doubles: ["double"],
        doubtful: [],
      },
    );
  });

  test("every double is older than a secret that this run has made, which is not listed yet", () => {
    expect(sort(zero, { ...one, keyId: "double" })).toMatchObject({ doubles: ["double"], doubtful: [] });
  });

  test("a double that is newer than both slots may be the one that XCALLY has: it is doubtful", () => {
    expect(sort(zero, one, { ...zero, keyId: "newer", startDateTime: "2026-11-21T00:00:00Z" })).toMatchObject(
      {
        doubles: [],
        doubtful: ["newer"],
      },
    );
  });

  test("one of another period waits for its deletion, which Pulumi does itself", () => {
    const waiting = secret("waiting", name("2026-12-01T00:00:00Z"), "2026-05-01T08:00:00Z");
    expect(sort(zero, one, waiting)).toMatchObject({ doubles: [], others: ["waiting"] });
  });

  test("one without the marker, or with another one, is foreign whatever its name and age", () => {
    const byHand = secret("by hand", "made by hand", "2020-01-01T00:00:00Z");
    const ofAnother = secret(
      "another",
      secretName(secretText("2027-05-20T00:00:00Z"), "fedcba9876543210"),
      "2020-01-01T00:00:00Z",
    );
    expect(sort(zero, one, byHand, ofAnother)).toMatchObject({
      doubles: [],
      foreign: ["by hand", "another"],
    });
  });
});

describe("the name of a secret", () => {
  test("says until when it lasts and carries the marker", () => {
    expect(name("2027-03-01T00:00:00Z")).toBe("XCALLY until 2027-03-01 [0123456789abcdef]");
    expect(isOwnSecret(name("2027-03-01T00:00:00Z"), marker)).toBe(true);
    expect(isOwnSecret(null, marker)).toBe(false);
  });

  test("is another one for every token of rotateNow, and does not show the token", () => {
    const texts = [undefined, { stack: "a-leak" }, { mailbox: "a-leak" }, { stack: "b-leak" }].map((tokens) =>
      secretText("2027-03-01T00:00:00Z", tokens),
    );
    expect(new Set(texts).size).toBe(4);
    expect(texts.join()).not.toContain("leak");
  });
});
