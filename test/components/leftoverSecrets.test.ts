import { describe, expect, test } from "@jest/globals";
import { leftoverSecrets } from "../../components/leftoverSecrets.ts";
import { isOwnSecret, secretName } from "../../components/secretName.ts";

const marker = "0123456789abcdef";
const secret = (
  keyId: string,
  startDateTime: string,
  displayName = secretName("2027-03-01T00:00:00Z", marker),
) => ({
  keyId,
  displayName,
  startDateTime,
  endDateTime: "2027-06-01T00:00:00Z",
});
const zero = secret("zero", "2026-09-01T08:00:00Z");
const one = secret("one", "2026-11-20T08:00:00Z");
const settled = { slots: ["zero", "one"], held: "one" };
const sort = (listed: readonly (typeof zero)[], held = "one", before: typeof settled = settled) => {
  const ids = (some: readonly { readonly keyId: string }[]) => some.map(({ keyId }) => keyId);
  const { removable, doubtful, foreign } = leftoverSecrets({
    listed,
    marker,
    slots: ["zero", "one"],
    held,
    before,
  });
  return { removable: ids(removable), doubtful: ids(doubtful), foreign: ids(foreign) };
};

describe("secrets that are left over", () => {
  test("are none where Entra ID lists those of the slots only", () => {
    expect(sort([zero, one])).toEqual({ removable: [], doubtful: [], foreign: [] });
  });

  test("one of the stack's own that is older than the newest in a slot was replaced, or is a double: it is removed", () => {
    expect(
      sort([zero, one, secret("old", "2026-05-01T08:00:00Z"), secret("double", "2026-11-20T07:59:00Z")]),
    ).toEqual({
      removable: ["old", "double"],
      doubtful: [],
      foreign: [],
    });
  });

  test("all are older than a secret that this run has made, and where this run has given XCALLY one", () => {
    const replaced = secret("replaced", "2026-11-20T08:00:00Z");
    expect(sort([zero, replaced], "zero", { slots: ["zero", "replaced"], held: "zero" })).toMatchObject({
      removable: ["replaced"],
    });
    const newer = secret("newer", "2026-11-21T00:00:00Z");
    expect(sort([zero, one, newer], "one", { ...settled, held: "newer" })).toMatchObject({
      removable: ["newer"],
    });
  });

  test("the one that XCALLY was given last stays, although this run has replaced it: a run with --target has handed over none", () => {
    const replaced = secret("replaced", "2026-11-20T08:00:00Z");
    expect(sort([zero, replaced], "replaced", { slots: ["zero", "replaced"], held: "replaced" })).toEqual({
      removable: [],
      doubtful: [],
      foreign: [],
    });
  });

  test("one that is newer than both slots may be the one that XCALLY has: it is doubtful", () => {
    expect(sort([zero, one, secret("newer", "2026-11-21T00:00:00Z")])).toMatchObject({
      removable: [],
      doubtful: ["newer"],
    });
  });

  test("all are doubtful where a secret of the state's is gone from Entra ID: the state is an old copy, and XCALLY may have a later one", () => {
    expect(sort([zero, secret("later", "2026-11-21T00:00:00Z")])).toEqual({
      removable: [],
      doubtful: ["later"],
      foreign: [],
    });
  });

  test("one without the marker, or with another one, is foreign whatever its name and age", () => {
    const byHand = secret("by hand", "2020-01-01T00:00:00Z", "made by hand");
    const ofAnother = secret(
      "another",
      "2020-01-01T00:00:00Z",
      secretName("2027-03-01T00:00:00Z", "fedcba9876543210"),
    );
    expect(sort([zero, one, byHand, ofAnother])).toMatchObject({
      removable: [],
      foreign: ["by hand", "another"],
    });
  });
});

test("the name of a secret says until when it lasts and carries the marker", () => {
  const name = secretName("2027-03-01T00:00:00Z", marker);
  expect(name).toBe("XCALLY until 2027-03-01 [0123456789abcdef]");
  expect(isOwnSecret(name, marker)).toBe(true);
  expect(isOwnSecret(name, "fedcba9876543210")).toBe(false);
  expect(isOwnSecret(null, marker)).toBe(false);
});
