import { secretCalendar } from "../../config/calendar.ts";
import type { SecretSettings } from "../../config/rotation.ts";
import { withoutUndefined } from "../../config/withoutUndefined.ts";

export const day = 24 * 60 * 60 * 1000;

/** Days that are looked at, beginning with one at midnight in UTC. */
export interface Span {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly days: number;
}

/** The same settings, with renewals due at midnight. */
export function withoutWindow(settings: SecretSettings): SecretSettings {
  const { anchor, everyDays, graceDays, lifetimeDays, warnDays, freeze, rotateNow } = settings;
  return {
    ...{ anchor, everyDays, graceDays, lifetimeDays, warnDays },
    ...withoutUndefined({ freeze, rotateNow }),
  };
}

/** Gives the moments in the span at which renewals of a mailbox become due, by the stack's own calendar. */
export type DueMoments = (key: string) => readonly number[];

/**
 * Prepares the calendar for many mailboxes. Those with the same shift have the same calendar, so it is walked through once a shift; without
 * a window a mailbox's next renewal tells its shift.
 *
 * @throws Error for settings with a freeze, under which nothing becomes due.
 */
export function dueMoments(settings: SecretSettings, span: Span): DueMoments {
  if (settings.freeze !== undefined) throw new Error("freeze is not allowed here: nothing is renewed then.");
  const rest = withoutWindow(settings);
  const known = new Map<string, readonly number[]>();
  return (key) => {
    const { nextRotation } = secretCalendar(new Date(span.from), key, rest);
    const moments = known.get(nextRotation) ?? walk(key, settings, span);
    known.set(nextRotation, moments);
    return moments;
  };
}

function walk(key: string, settings: SecretSettings, { from, days }: Span): readonly number[] {
  const moments: number[] = [];
  // One that is due in the first instant belongs to the span.
  let moment = Date.parse(secretCalendar(new Date(from - 1), key, settings).nextRotation);
  while (moment < from + days * day) {
    moments.push(moment);
    moment = Date.parse(secretCalendar(new Date(moment), key, settings).nextRotation);
  }
  return moments;
}

/** When the stacks' scheduled runs begin. */
export interface Schedule {
  /** Days from one to the next. */
  readonly everyDays: number;
  /** Hour in UTC. */
  readonly hour: number;
}

export const nightly: Schedule = { everyDays: 1, hour: 4 };
export const weekly: Schedule = { everyDays: 7, hour: 4 };

/** The beginnings of the scheduled runs of the span, one more after its end included, so that what is due last is carried out. */
export function runsOf({ from, days }: Span, { everyDays, hour }: Schedule): readonly number[] {
  const first = from + hour * 60 * 60 * 1000;
  return Array.from({ length: Math.ceil(days / everyDays) + 1 }, (_, run) => first + run * everyDays * day);
}

/** The first run that begins when a renewal is due, or later. */
export function runAfter(due: number, runs: readonly number[]): number {
  const run = runs.find((moment) => moment >= due);
  if (run === undefined) throw new Error("No run comes after this renewal: the span is too short.");
  return run;
}

/** How many renewals each run carries out in each stack: by run, then by stack. */
export function rotationsByRun(
  stacks: readonly (readonly string[])[],
  due: DueMoments,
  runs: readonly number[],
): readonly (readonly number[])[] {
  const place = new Map(runs.map((run, index) => [run, index]));
  const counts = runs.map(() => stacks.map(() => 0));
  stacks.forEach((keys, stack) => {
    for (const moment of keys.flatMap((key) => due(key))) {
      const row = counts[place.get(runAfter(moment, runs)) ?? 0];
      if (row !== undefined) row[stack] = (row[stack] ?? 0) + 1;
    }
  });
  // The first run would also carry out what was due before the span, and the last one only a part: both are left out.
  return counts.slice(1, -1);
}
