import { z } from "zod";
import { readObject, type Place } from "./read.ts";

/** Milliseconds of a day in UTC, where every day has as many. */
export const millisecondsPerDay = 24 * 60 * 60 * 1000;
const hour = 60 * 60 * 1000;

/** Days of the week as the configuration names them. */
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];

/** When renewals may become due. It opens on each of its weekdays and nothing closes it: a run that comes later renews too. */
export interface RotationWindow {
  /** At least one, each once. Defaults to all seven. */
  readonly weekdays: readonly Weekday[];
  /** The hour on the clocks of the time zone at which it opens, 0 to 23. Defaults to 0. */
  readonly fromHour: number;
  /** Name in the IANA time zone database, such as `Europe/Rome`. Defaults to `UTC`. */
  readonly timeZone: string;
}

const weekdayList = `Write a list of one or more of ${weekdays.join(", ")}, each once.`;
const fromHour = "Write a whole hour from 0 to 23.";
const timeZone = "Write the name of a time zone, such as Europe/Rome or UTC.";
const fields = {
  weekdays: z
    .array(z.enum(weekdays, `Choose one of ${weekdays.join(", ")}.`), weekdayList)
    .nonempty(weekdayList)
    .refine((names) => new Set(names).size === names.length, weekdayList)
    .default([...weekdays]),
  fromHour: z.int(fromHour).min(0, fromHour).max(23, fromHour).default(0),
  timeZone: z.string(timeZone).refine(isTimeZone, timeZone).default("UTC"),
};

/** Reads the configuration's `secret.window`; every field of it may be left out. */
export function readWindow(value: unknown, place: Place): RotationWindow | undefined {
  return readObject(value, fields, place).complete;
}

/**
 * When the window opens for a renewal that is planned for a day: on the first date of its weekdays from that day on, at its hour.
 *
 * @param day days since 1970-01-01. The window takes it for a date in its own time zone; where that date begins earlier
 * than in UTC, the window does not open before the date has begun in UTC too, so that no secret is made too early.
 * @returns milliseconds since 1970, less than 8 days after the day's midnight in UTC
 */
export function opening(day: number, window: RotationWindow): number {
  let date = day;
  while (!window.weekdays.includes(weekdayOf(date))) date += 1;
  const clock = date * millisecondsPerDay + window.fromHour * hour;
  return Math.max(instantOf(clock, window.timeZone), day * millisecondsPerDay);
}

function weekdayOf(day: number): Weekday {
  const daysSinceSunday = new Date(day * millisecondsPerDay).getUTCDay();
  return weekdays[(daysSinceSunday + 6) % 7] ?? "sun";
}

/**
 * The instant at which the clocks of a time zone show a date and time, which is given as if it were UTC.
 * Clocks that are put back show an hour twice: the first time counts. Clocks that are put forward skip an hour: it
 * counts as the one after it, as usual in calendars (RFC 5545, section 3.3.5).
 */
function instantOf(clock: number, timeZone: string): number {
  const offsetAt = offsetsOf(timeZone);
  const shows = (instant: number) => instant + offsetAt(instant) === clock;
  const first = clock - offsetAt(clock - millisecondsPerDay);
  if (shows(first)) return first;
  const second = clock - offsetAt(clock + millisecondsPerDay);
  return shows(second) ? second : first;
}

/** How far the time zone's clocks are ahead of UTC at an instant, in milliseconds. */
function offsetsOf(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  return (instant) => {
    const name = format.formatToParts(instant).find(({ type }) => type === "timeZoneName")?.value ?? "";
    // Such as GMT+05:45; UTC itself is GMT alone.
    const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
    const size = Number(hours ?? 0) * hour + Number(minutes ?? 0) * (hour / 60);
    return sign === "-" ? -size : size;
  };
}

function isTimeZone(name: string): boolean {
  // An offset such as +02:00 is none: it would not follow the clocks of any place.
  if (!/^[a-z]/i.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
