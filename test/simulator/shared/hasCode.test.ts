import { expect, test } from "@jest/globals";
import { readFile } from "node:fs/promises";
import { hasCode } from "../../../simulator/shared/hasCode.ts";

test("an error of Node's own is known by its code, although it is of another realm under jest", async () => {
  const error: unknown = await readFile("/no/such/file").catch((reason: unknown) => reason);
  expect(hasCode(error, "ENOENT")).toBe(true);
  expect(hasCode(error, "EACCES")).toBe(false);
});

test.each([undefined, null, "ENOENT", new Error("ENOENT")])("what has no code has none: %p", (error) => {
  expect(hasCode(error, "ENOENT")).toBe(false);
});
