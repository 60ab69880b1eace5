import { describe, expect, test } from "@jest/globals";
import { secretCalendar } from "../../config/calendar.ts";
import { secretWarning } from "../../config/secretWarning.ts";
import { settingsOf } from "./calendarModel.ts";

const label = "support (support@contoso.com)";
const warning = (time: string, values: object) => {
  const today = new Date(time);
  const settings = settingsOf(values);
  return secretWarning(today, label, secretCalendar(today, "support", settings), settings);
};

describe("the operator of a mailbox", () => {
  test("is told nothing while its secret is renewed on time", () => {
    expect(warning("2026-08-04T23:59:59Z", {})).toBeUndefined();
    expect(warning("2026-08-05T00:00:00Z", {})).toBeUndefined();
  });

  test("is told of a renewal that is frozen from the day on which it was due", () => {
    const freeze = "2026-08-01";
    expect(warning("2026-08-04T23:59:59Z", { freeze })).toBeUndefined();
    expect(warning("2026-08-05T00:00:00Z", { freeze })).toBe(
      "The secret of mailbox support (support@contoso.com), due for renewal since 2026-08-05, is frozen by secret.freeze " +
        "2026-08-01 and ends on 2026-11-13: remove secret.freeze and run pulumi up; the first run from 2026-10-24 on renews it " +
        "all the same.",
    );
  });

  test("is told when the secret in use ends within warnDays", () => {
    expect(warning("2026-08-03T23:59:59Z", { warnDays: 101 })).toBeUndefined();
    expect(warning("2026-08-04T00:00:00Z", { warnDays: 101 })).toBe(
      "The secret of mailbox support (support@contoso.com) ends on 2026-11-13: run pulumi up on 2026-08-05 or soon after, when " +
        "its renewal is due.",
    );
  });
});
