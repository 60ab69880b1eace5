import { expect, test } from "@jest/globals";
import { parseRetryAfter } from "../../network/retryAfter.ts";

const now = new Date("2026-03-01T12:00:00Z");

test.each<[string, string | undefined, string | undefined, number | undefined]>([
  ["no header", undefined, undefined, undefined],
  ["seconds", "120", undefined, 120_000],
  ["no wait", "0", undefined, 0],
  ["a date", "Sun, 01 Mar 2026 12:00:30 GMT", undefined, 30_000],
  ["a date in its old form", "Sunday, 01-Mar-26 12:00:30 GMT", undefined, 30_000],
  ["a date that is past", "Sun, 01 Mar 2026 11:00:00 GMT", undefined, 0],
  [
    "a date of a server whose clock is an hour late",
    "Sun, 01 Mar 2026 11:00:30 GMT",
    "Sun, 01 Mar 2026 11:00:00 GMT",
    30_000,
  ],
  ["less than nothing", "-1", undefined, undefined],
  ["a fraction", "1.5", undefined, undefined],
  ["something else", "soon", undefined, undefined],
])("Retry-After with %s is understood", (_, value, serverDate, expected) => {
  expect(parseRetryAfter(value, serverDate, now)).toBe(expected);
});
