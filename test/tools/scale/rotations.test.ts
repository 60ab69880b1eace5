import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { makeFleet } from "../../../tools/scale/fleet.ts";
import {
  dueMoments,
  nightly,
  rotationsByRun,
  runAfter,
  runsOf,
  weekly,
  type Span,
} from "../../../tools/scale/rotations.ts";
import { sum } from "../../../tools/scale/statistics.ts";
import {
  activeEnd,
  allSettings,
  calendarAt,
  day,
  daysLeft,
  keys,
  settingsOf,
} from "../../config/calendarModel.ts";

const spans: fc.Arbitrary<Span> = fc.record({
  from: fc
    .integer({ min: Date.parse("2012-01-01") / day, max: Date.parse("2050-01-01") / day })
    .map((date) => date * day),
  days: fc.integer({ min: 20, max: 400 }),
});
const running = allSettings({ freeze: false });
const schedules = fc.constantFrom(nightly, weekly);
const span = { from: Date.parse("2027-01-01"), days: 365 };

describe("renewals that become due", () => {
  test("are as many as the calendar counts for each mailbox by itself", () => {
    fc.assert(
      fc.property(
        running,
        spans,
        fc.array(keys, { minLength: 1, maxLength: 20 }),
        (settings, when, names) => {
          const due = dueMoments(settings, when);
          const end = when.from + when.days * day;
          for (const name of names) {
            const epoch = (moment: number) => calendarAt(moment - 1, name, settings).epoch;
            expect(due(name)).toHaveLength(epoch(end) - epoch(when.from));
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  test("are due when the calendar goes on, not a moment before", () => {
    fc.assert(
      fc.property(running, spans, keys, (settings, when, name) => {
        for (const moment of dueMoments(settings, when)(name)) {
          const before = calendarAt(moment - 1, name, settings);
          expect(calendarAt(moment, name, settings).epoch).toBe(before.epoch + 1);
        }
      }),
      { numRuns: 100 },
    );
  });

  test("are refused under a freeze, under which there are none", () => {
    expect(() => dueMoments(settingsOf({ freeze: "2027-03-01" }), span)).toThrow(
      "freeze is not allowed here",
    );
  });
});

describe("the scheduled runs", () => {
  test("renew no mailbox later than its grace", () => {
    fc.assert(
      fc.property(running, spans, keys, schedules, (settings, when, name, schedule) => {
        const runs = runsOf(when, schedule);
        for (const moment of dueMoments(settings, when)(name)) {
          const run = runAfter(moment, runs);
          expect(run - moment).toBeLessThan(schedule.everyDays * day);
          // What XCALLY holds until this run renews it.
          const held = activeEnd(calendarAt(moment - 1, name, settings));
          expect(daysLeft(held, run)).toBeGreaterThanOrEqual(settings.graceDays - schedule.everyDays);
        }
      }),
      { numRuns: 100 },
    );
  });

  test.each([nightly, weekly])("carry out each renewal once, every $everyDays days", (schedule) => {
    const { stacks } = makeFleet(500, 7, "distinct");
    const due = dueMoments(settingsOf(), span);
    const runs = runsOf(span, schedule);
    const [first = 0, last = 0] = [runs[0], runs.at(-2)];
    const expected = stacks.map((names) => {
      const moments = names.flatMap((name) => due(name));
      return moments.filter((moment) => moment > first && moment <= last).length;
    });
    const byRun = rotationsByRun(stacks, due, runs);
    expect(stacks.map((_, stack) => sum(byRun.map((row) => row[stack] ?? 0)))).toEqual(expected);
  });

  test("meet 200 stacks that use the same keys on the same days", () => {
    const due = dueMoments(settingsOf(), span);
    const most = (naming: "distinct" | "same") =>
      Math.max(...rotationsByRun(makeFleet(10_000, 200, naming).stacks, due, runsOf(span, nightly)).map(sum));
    expect(most("same") % 200).toBe(0);
    expect(most("same")).toBeGreaterThan(3 * most("distinct"));
  });
});
