import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  activeEnd,
  allSettings,
  calendarAt,
  day,
  daysLeft,
  keys,
  moments,
  run,
  type AfterRun,
} from "./calendarModel.ts";

/** A share of something, from nothing to all of it. */
const share = fc.double({ min: 0, max: 1, noNaN: true });
const often = { numRuns: 500 };

describe("whatever the settings, the mailbox and the moment of a run are", () => {
  test("the secret that XCALLY is given is good for the grace days at least", () => {
    fc.assert(
      fc.property(allSettings(), keys, moments, (settings, key, now) => {
        const { inXcally } = run(undefined, calendarAt(now, key, settings));
        expect(daysLeft(inXcally.endDate, now)).toBeGreaterThanOrEqual(settings.graceDays);
      }),
      often,
    );
  });

  test("no secret is asked for that has ended or that lasts longer than allowed", () => {
    fc.assert(
      fc.property(allSettings(), keys, moments, (settings, key, now) => {
        for (const { endDate } of calendarAt(now, key, settings).slots) {
          expect(daysLeft(endDate, now)).toBeGreaterThan(0);
          expect(daysLeft(endDate, now)).toBeLessThanOrEqual(settings.lifetimeDays);
        }
      }),
      often,
    );
  });

  test("the slots hold two periods that follow each other and never end on one day", () => {
    fc.assert(
      fc.property(allSettings(), keys, moments, (settings, key, now) => {
        const { epoch, activeSlot, slots } = calendarAt(now, key, settings);
        const other = slots[activeSlot === 0 ? 1 : 0];
        expect(slots[activeSlot].epoch).toBe(epoch);
        expect(Math.abs(other.epoch - epoch)).toBe(1);
        expect(Math.abs(epoch) % 2).toBe(activeSlot);
        const apart = (Date.parse(slots[activeSlot].endDate) - Date.parse(other.endDate)) / day;
        expect(apart).toBe((epoch - other.epoch) * settings.everyDays);
      }),
      often,
    );
  });

  test("periods only go forward", () => {
    fc.assert(
      fc.property(allSettings(), keys, moments, moments, (settings, key, one, two) => {
        const earlier = calendarAt(Math.min(one, two), key, settings);
        expect(calendarAt(Math.max(one, two), key, settings).epoch).toBeGreaterThanOrEqual(earlier.epoch);
      }),
      often,
    );
  });
});

describe("from one rotation to the next", () => {
  test("the calendar stays the same, and at the next one a single secret changes: the one that was not in use", () => {
    fc.assert(
      fc.property(allSettings({ freeze: false }), keys, moments, share, (settings, key, now, part) => {
        const first = calendarAt(now, key, settings);
        const next = Date.parse(first.nextRotation);
        const later = Math.min(next - 1, Math.floor(now + part * (next - now)));
        expect(calendarAt(later, key, settings)).toEqual(first);

        const before = run(undefined, first);
        const after = run(before, calendarAt(next, key, settings));
        expect(after.deleted).toHaveLength(1);
        expect(after.deleted).not.toContain(before.inXcally);
        expect(before.slots).not.toContain(after.inXcally);
      }),
      often,
    );
  });

  test("a run within one period after the last does not delete the secret that XCALLY held", () => {
    fc.assert(
      fc.property(allSettings({ freeze: false }), keys, moments, share, (settings, key, now, part) => {
        // A window puts one renewal off for longer than the next, so two can be due a week sooner.
        const longest = settings.everyDays - (settings.window === undefined ? 0 : 8);
        const first = run(undefined, calendarAt(now, key, settings));
        const second = run(first, calendarAt(now + part * longest * day, key, settings));
        expect(second.deleted).not.toContain(first.inXcally);
      }),
      often,
    );
  });

  test("a gap of many periods is made good by one run, after which another has nothing to do", () => {
    const gaps = fc.integer({ min: 2, max: 12 });
    fc.assert(
      fc.property(allSettings(), keys, moments, gaps, (settings, key, now, periods) => {
        const later = now + periods * settings.everyDays * day;
        const first = run(undefined, calendarAt(now, key, settings));
        const second = run(first, calendarAt(later, key, settings));
        expect(daysLeft(second.inXcally.endDate, later)).toBeGreaterThanOrEqual(settings.graceDays);
        expect(run(second, calendarAt(later, key, settings))).toEqual({ ...second, deleted: [] });
      }),
      often,
    );
  });
});

describe("when settings change on the way", () => {
  test("XCALLY never holds a secret that has ended, as long as runs come in time", () => {
    const runs = fc.array(fc.record({ settings: allSettings(), wait: share }), {
      minLength: 2,
      maxLength: 6,
    });
    fc.assert(
      fc.property(runs, keys, moments, (all, key, start) => {
        let now = start;
        let last: AfterRun | undefined;
        for (const { settings, wait } of all) {
          if (last !== undefined) expect(daysLeft(last.inXcally.endDate, now)).toBeGreaterThanOrEqual(0);
          last = run(last, calendarAt(now, key, settings));
          expect(last.slots).toContain(last.inXcally);
          expect(daysLeft(last.inXcally.endDate, now)).toBeGreaterThanOrEqual(settings.graceDays);
          // A frozen secret may be near its last grace days; any other lasts a period and more.
          const inTime = settings.freeze === undefined ? settings.everyDays : settings.graceDays;
          now += wait * inTime * day;
        }
      }),
      often,
    );
  });

  test("a changed token replaces both secrets, once", () => {
    fc.assert(
      fc.property(allSettings(), keys, moments, (settings, key, now) => {
        const calendar = calendarAt(now, key, settings);
        const before = run(undefined, calendar);
        const after = run(before, calendar, "leak");
        expect(after.deleted).toEqual(before.slots);
        expect(before.slots).not.toContain(after.inXcally);
        expect(run(after, calendar, "leak").deleted).toEqual([]);
      }),
      often,
    );
  });
});

describe("a frozen calendar", () => {
  test("is that of the freeze day's end, until a secret comes near its end", () => {
    fc.assert(
      fc.property(allSettings({ freeze: true }), keys, share, (frozen, key, part) => {
        const { freeze, ...running } = frozen;
        const end = Date.parse(freeze ?? "") + day - 1;
        const then = calendarAt(end, key, running);
        const other = Date.parse(then.slots[then.activeSlot === 0 ? 1 : 0].endDate);
        const lastGrace = Date.parse(activeEnd(then)) - frozen.graceDays * day;
        const now = Math.floor(end + part * (Math.min(other - 1, lastGrace) - end));
        const { frozenRotation, ...calendar } = calendarAt(now, key, frozen);
        expect(calendar).toEqual(then);
        expect(frozenRotation).toBe(now < Date.parse(then.nextRotation) ? undefined : then.nextRotation);
      }),
      often,
    );
  });

  test("keeps the secret in use until its last grace days, and then goes on as if it had not been frozen", () => {
    fc.assert(
      fc.property(allSettings({ freeze: true }), keys, share, (frozen, key, part) => {
        const { freeze, ...running } = frozen;
        const end = Date.parse(freeze ?? "") + day - 1;
        const then = calendarAt(end, key, running);
        const lastGrace = Date.parse(activeEnd(then)) - frozen.graceDays * day;
        const during = calendarAt(Math.floor(end + part * (lastGrace - end)), key, frozen);
        expect([during.epoch, activeEnd(during)]).toEqual([then.epoch, activeEnd(then)]);
        const after = lastGrace + 1 + part * 1000 * day;
        expect(calendarAt(after, key, frozen)).toEqual(calendarAt(after, key, running));
      }),
      often,
    );
  });
});
