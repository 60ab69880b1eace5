import { describe, expect, test } from "@jest/globals";
import { readSignedIn } from "../../../xcally/client/signedIn.ts";

describe("whether a person has signed in", () => {
  test.each<[unknown]>([
    [true],
    [1],
    [1795000000000],
    ["1"],
    ["true"],
    [" YES "],
    ["connected"],
    ["2026-11-24T12:00:00.000Z"],
    ["2026-11-24 12:00:00"],
    ["support@contoso.com"],
    ["********"],
    ["unTokenOfManyLetters"],
  ])("is yes where the server answers %j", (value) => {
    expect(readSignedIn(value)).toBe(true);
  });

  test.each<[unknown]>([
    [false],
    [null],
    [0],
    [-1],
    [""],
    ["  "],
    ["0"],
    ["false"],
    ["No"],
    ["null"],
    ["none"],
    ["pending"],
    ["Not connected"],
    ["not_authenticated"],
    ["unauthenticated"],
    ["Unauthorised"],
    ["disconnected"],
    ["0000-00-00 00:00:00"],
    ["0000-00-00T00:00:00.000Z"],
  ])("is no where it answers %j", (value) => {
    expect(readSignedIn(value)).toBe(false);
  });

  test.each<[unknown]>([[undefined], [[]], [{}], [{ type: "Buffer", data: [1] }]])(
    "is not known where it answers %j",
    (value) => {
      expect(readSignedIn(value)).toBeUndefined();
    },
  );
});
