import { expect, test } from "@jest/globals";
import { nearestKey } from "../../config/unknownKeys.ts";

const known = ["xcallyUrl", "redirectUri", "mailboxes", "consent"];

test.each([
  ["redirecturi", "redirectUri"],
  ["mailbox", "mailboxes"],
  ["url", "xcallyUrl"],
  ["Consents", "consent"],
  ["colour", undefined],
  ["x", undefined],
])("the known key nearest to %s is %s", (key, nearest) => {
  expect(nearestKey(key, known)).toBe(nearest);
});
