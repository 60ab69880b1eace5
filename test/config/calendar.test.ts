import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { secretCalendar } from "../../config/calendar.ts";
import type { SecretSettings } from "../../config/rotation.ts";
import { activeEnd, calendarAt, day, daysLeft, keys, settingsOf } from "./calendarModel.ts";

const defaults = settingsOf();
const at = (time: string, settings: SecretSettings = defaults, key = "support") =>
  secretCalendar(new Date(time), key, settings);

describe("the calendar of a mailbox's secrets", () => {
  test("names both secrets, which one to use, and when the next one is due", () => {
    // Spelt out, because another calendar would replace every secret of every stack that exists.
    expect(at("2026-07-01T12:00:00Z")).toEqual({
      epoch: 1,
      activeSlot: 1,
      slots: [
        { epoch: 0, endDate: "2026-08-25T00:00:00Z" },
        { epoch: 1, endDate: "2026-11-13T00:00:00Z" },
      ],
      nextRotation: "2026-08-05T00:00:00Z",
    });
    expect(at("2026-07-01T12:00:00Z", defaults, "sales").nextRotation).toBe("2026-08-13T00:00:00Z");
  });

  test("moves to the other slot at the moment of the rotation, and leaves the secret in use before alone", () => {
    const before = at("2026-08-04T23:59:59Z");
    const after = at("2026-08-05T00:00:00Z");
    expect(before).toEqual(at("2026-07-01T12:00:00Z"));
    expect(after).toEqual({
      epoch: 2,
      activeSlot: 0,
      slots: [{ epoch: 2, endDate: "2027-02-01T00:00:00Z" }, before.slots[1]],
      nextRotation: "2026-10-24T00:00:00Z",
    });
  });

  test("counts backwards before its anchor", () => {
    const before = at("2025-08-01T00:00:00Z");
    expect(before).toMatchObject({ epoch: -3, activeSlot: 1, slots: [{ epoch: -4 }, { epoch: -3 }] });
    expect(at("2025-11-01T00:00:00Z")).toMatchObject({ epoch: -2, activeSlot: 0 });
  });

  test("counts a leap day like any other", () => {
    const weekly = settingsOf({ anchor: "2028-02-20", everyDays: 7, graceDays: 1 });
    const before = at("2028-02-27T00:00:00Z", weekly);
    const after = at(before.nextRotation, weekly);
    expect(before.nextRotation).toBe("2028-02-28T00:00:00Z");
    expect(after.nextRotation).toBe("2028-03-06T00:00:00Z");
    expect(daysLeft(activeEnd(after), Date.parse(activeEnd(before)))).toBe(7);
  });

  test("ends a secret lifetimeDays after its period began, however long that is", () => {
    const long = settingsOf({ lifetimeDays: 365 });
    expect(activeEnd(at("2026-08-05T00:00:00Z", long))).toBe("2027-08-05T00:00:00Z");
  });

  test("waits for the window, without a change of the end dates", () => {
    const window = { weekdays: ["tue", "thu"], fromHour: 9, timeZone: "Europe/Rome" };
    const inWindow = settingsOf({ window });
    const before = at("2026-08-06T06:59:59Z", inWindow);
    expect(before).toEqual({ ...at("2026-07-01T12:00:00Z"), nextRotation: "2026-08-06T07:00:00Z" });
    const after = at("2026-08-06T07:00:00Z", inWindow);
    expect(after.slots).toEqual(at("2026-08-05T00:00:00Z").slots);
    // A run that comes when the window's hours are long over renews all the same.
    expect(at("2026-08-09T03:00:00Z", inWindow)).toEqual(after);
  });
});

describe("a frozen calendar", () => {
  test("keeps what has been renewed on the freeze day, and tells which renewal it holds back", () => {
    const frozen = settingsOf({ freeze: "2026-08-05" });
    expect(at("2026-10-23T00:00:00Z", frozen)).toEqual(at("2026-08-05T00:00:00Z"));
    expect(at("2026-11-12T00:00:00Z", frozen)).toEqual({
      ...at("2026-08-05T00:00:00Z"),
      frozenRotation: "2026-10-24T00:00:00Z",
    });
  });

  test("takes effect on its day only", () => {
    expect(at("2026-08-05T00:00:00Z", settingsOf({ freeze: "2026-12-01" }))).toEqual(
      at("2026-08-05T00:00:00Z"),
    );
  });

  test("gives the slot of a secret that has ended to the next one, so that nothing is asked for that has ended", () => {
    const frozen = settingsOf({ freeze: "2026-08-05" });
    expect(at("2026-11-13T00:00:00Z", frozen)).toMatchObject({
      epoch: 2,
      slots: [
        { epoch: 2, endDate: "2027-02-01T00:00:00Z" },
        { epoch: 3, endDate: "2027-04-22T00:00:00Z" },
      ],
      frozenRotation: "2026-10-24T00:00:00Z",
    });
  });

  test("goes on when the secret in use has only its grace days left, as if it had not been frozen", () => {
    const frozen = settingsOf({ freeze: "2026-08-05" });
    expect(at("2027-01-12T00:00:00Z", frozen).epoch).toBe(2);
    expect(at("2027-01-12T00:00:01Z", frozen)).toEqual(at("2027-01-12T00:00:01Z"));
    expect(at("2027-01-12T00:00:01Z", frozen).epoch).toBe(4);
    // A day of long ago by mistake: nothing that ended years ago is brought back.
    expect(at("2026-07-01T00:00:00Z", settingsOf({ freeze: "2020-07-01" }))).toEqual(
      at("2026-07-01T00:00:00Z"),
    );
  });
});

describe("200 mailboxes at the default settings", () => {
  const numbered = (write: (number: number) => string) =>
    Array.from({ length: 200 }, (_, index) => write(index + 1));
  const desks = "support sales info billing service orders returns hr legal press it desk claims".split(" ");
  const places = "it de fr es uk us nl pl at ch pt se dk no fi be".split(" ");
  const random = fc.sample(fc.uniqueArray(keys, { minLength: 200, maxLength: 200, size: "max" }), {
    seed: 1,
    numRuns: 5,
  });

  test.each(
    Object.entries({
      "mailbox-001 and so on": numbered((number) => `mailbox-${String(number).padStart(3, "0")}`),
      "support-1 and so on": numbered((number) => `support-${number}`),
      "desks of many countries": desks
        .flatMap((desk) => places.map((place) => `${desk}-${place}`))
        .slice(0, 200),
      ...Object.fromEntries(random.map((set, index) => [`random keys, set ${index + 1}`, set])),
    }),
  )("are renewed at most 10 a day all year, each 4 or 5 times: %s", (_name, mailboxes) => {
    const start = Date.parse("2026-01-01");
    const renewals = new Map<string, number>();
    expect(new Set(mailboxes).size).toBe(200);
    for (const key of mailboxes) {
      let times = 0;
      let next = calendarAt(start, key, defaults).nextRotation;
      for (; Date.parse(next) < start + 365 * day && times < 10; times += 1) {
        renewals.set(next, (renewals.get(next) ?? 0) + 1);
        next = calendarAt(Date.parse(next), key, defaults).nextRotation;
      }
      expect([4, 5]).toContain(times);
    }
    expect(Math.max(...renewals.values())).toBeLessThanOrEqual(10);
    expect(renewals.size).toBeGreaterThan(300);
  });
});
