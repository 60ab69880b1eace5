import { describe, expect, test } from "@jest/globals";
import { secretPeriod, type SecretSettings } from "../../config/rotation.ts";

const day = 24 * 60 * 60 * 1000;
const settings: SecretSettings = { anchor: "2026-01-01", everyDays: 80, graceDays: 20 };
const at = (time: string, key = "support") => secretPeriod(new Date(time), key, settings);
const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / day;
/** Every day of three years, from before the anchor on. */
const manyDays = Array.from({ length: 1096 }, (_, index) => new Date(Date.UTC(2025, 6, 1) + index * day));

describe("the calendar of secrets", () => {
  test("gives the same period on every day until the next rotation, and the next one from its midnight on", () => {
    const first = at("2026-07-01T12:00:00Z");
    const nextRotation = Date.parse(first.nextRotation);
    expect(at(new Date(nextRotation - 1).toISOString())).toEqual(first);
    expect(at(first.nextRotation).epoch).toBe(first.epoch + 1);
  });

  test("is shifted by a number of days that follows from the mailbox's key alone", () => {
    // Spelt out, because another shift would replace every secret of every stack that exists.
    expect(at("2026-07-01T00:00:00Z", "support")).toEqual({
      epoch: 1,
      endDate: "2026-11-13T00:00:00Z",
      nextRotation: "2026-08-05T00:00:00Z",
    });
    expect(at("2026-07-01T00:00:00Z", "sales").nextRotation).toBe("2026-08-13T00:00:00Z");
  });

  test("spreads many mailboxes over the days of a period", () => {
    const keys = Array.from({ length: 400 }, (_, index) => `mailbox-${index}`);
    const rotations = keys.map((key) => at("2026-07-01T00:00:00Z", key).nextRotation);
    expect(new Set(rotations).size).toBeGreaterThan(70);
  });

  test("never lets a secret end before its successor has had a whole period and the grace days", () => {
    for (const today of manyDays) {
      const period = secretPeriod(today, "support", settings);
      expect(days(period.nextRotation, period.endDate)).toBe(100);
      expect(days(today.toISOString(), period.nextRotation)).toBeGreaterThan(0);
    }
  });

  test("never lets a secret last longer than two periods and the grace days", () => {
    const lifetimes = manyDays.map((today) =>
      days(today.toISOString(), secretPeriod(today, "support", settings).endDate),
    );
    expect(Math.max(...lifetimes)).toBe(180);
  });

  test("counts a leap day like any other", () => {
    const yearly = (today: string) =>
      secretPeriod(new Date(today), "support", { anchor: "2028-02-29", everyDays: 7, graceDays: 1 });
    const before = yearly("2028-02-28T23:59:59Z");
    const periods = [before, yearly(before.nextRotation)];
    expect(days(periods[0]?.endDate ?? "", periods[1]?.endDate ?? "")).toBe(7);
    expect(yearly("2028-02-29T00:00:00Z").nextRotation.slice(0, 7)).toBe("2028-03");
  });

  test("goes on before its anchor, with negative periods", () => {
    const before = at("2025-01-01T00:00:00Z");
    expect(before.epoch).toBeLessThan(0);
    expect(days("2025-01-01T00:00:00Z", before.nextRotation)).toBeLessThanOrEqual(80);
  });

  test("writes dates as whole seconds in UTC, the form in which the azuread provider reads them back", () => {
    expect(at("2026-07-01T00:00:00Z").endDate).toMatch(/^\d{4}-\d{2}-\d{2}T00:00:00Z$/);
  });
});
