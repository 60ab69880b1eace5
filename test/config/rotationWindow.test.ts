import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { opening, type RotationWindow } from "../../config/window.ts";
import { day, windows } from "./calendarModel.ts";

const everyDay = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const opens = (date: string, window: Partial<RotationWindow>) =>
  new Date(
    opening(Date.parse(date) / day, { weekdays: everyDay, fromHour: 0, timeZone: "UTC", ...window }),
  ).toISOString();
/** What a clock on the wall of a place shows. */
const clock = (instant: number, timeZone: string) => {
  const [date = "", hour = ""] = new Date(instant).toLocaleString("sv-SE", { timeZone }).split(/[ :]/);
  return { date, hour: Number(hour), weekday: everyDay[(new Date(date).getUTCDay() + 6) % 7] };
};

describe("a window opens", () => {
  test("on the planned day itself if that is one of its weekdays", () => {
    expect(opens("2026-08-05", { weekdays: ["wed"] })).toBe("2026-08-05T00:00:00.000Z");
  });

  test("on the next of its weekdays otherwise, up to six days later", () => {
    expect(opens("2026-08-05", { weekdays: ["mon", "fri"] })).toBe("2026-08-07T00:00:00.000Z");
    expect(opens("2026-08-05", { weekdays: ["tue"] })).toBe("2026-08-11T00:00:00.000Z");
  });

  test("at its hour on the clocks of its time zone, in summer and in winter", () => {
    const rome = { fromHour: 9, timeZone: "Europe/Rome" };
    expect(opens("2026-08-05", rome)).toBe("2026-08-05T07:00:00.000Z");
    expect(opens("2026-12-02", rome)).toBe("2026-12-02T08:00:00.000Z");
    expect(opens("2026-08-05", { fromHour: 20, timeZone: "America/New_York" })).toBe(
      "2026-08-06T00:00:00.000Z",
    );
  });

  test("not before the planned day has begun in UTC, though it has begun in Apia", () => {
    const apia = { timeZone: "Pacific/Apia" };
    expect(opens("2026-08-05", { ...apia, fromHour: 9 })).toBe("2026-08-05T00:00:00.000Z");
    expect(opens("2026-08-05", { ...apia, fromHour: 14 })).toBe("2026-08-05T01:00:00.000Z");
  });

  test("on days on which the clocks change at the hour that comes after the one left out, or at the first of two", () => {
    expect(opens("2026-03-08", { fromHour: 2, timeZone: "America/New_York" })).toBe(
      "2026-03-08T07:00:00.000Z",
    );
    expect(opens("2026-11-01", { fromHour: 1, timeZone: "America/New_York" })).toBe(
      "2026-11-01T05:00:00.000Z",
    );
    expect(opens("2026-11-01", { fromHour: 2, timeZone: "America/New_York" })).toBe(
      "2026-11-01T07:00:00.000Z",
    );
    expect(opens("2026-10-25", { fromHour: 3, timeZone: "Europe/Rome" })).toBe("2026-10-25T02:00:00.000Z");
  });

  test("at the first hour from the planned day on at which a clock on the wall would say so, less than eight days later", () => {
    const days = fc.integer({ min: Date.parse("2012-01-01") / day, max: Date.parse("2040-01-01") / day });
    fc.assert(
      fc.property(days, windows, (planned, window) => {
        const { weekdays, fromHour, timeZone } = window;
        const date = new Date(planned * day).toISOString().slice(0, 10);
        let hour = planned * day;
        const isOpen = (shown: ReturnType<typeof clock>) =>
          shown.date >= date && shown.hour >= fromHour && weekdays.some((name) => name === shown.weekday);
        while (!isOpen(clock(hour, timeZone))) hour += day / 24;
        expect(opening(planned, window)).toBe(hour);
        expect(hour - planned * day).toBeLessThan(7.5 * day);
      }),
      { numRuns: 300 },
    );
  });
});
