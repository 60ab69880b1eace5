import fc from "fast-check";
import { secretCalendar, type SecretCalendar } from "../../config/calendar.ts";
import { readSecretSettings, type SecretSettings } from "../../config/rotation.ts";
import { weekdays } from "../../config/window.ts";

/** Milliseconds of a day. */
export const day = 24 * 60 * 60 * 1000;

/** The settings of a stack that says nothing but this about its secrets. */
export function settingsOf(values: object = {}): SecretSettings {
  const problems: string[] = [];
  const settings = readSecretSettings(values, {
    path: "secret",
    report: ({ path, message }) => problems.push(`${path}: ${message}`),
  });
  if (settings === undefined) throw new Error(problems.join("\n"));
  return settings;
}

/** A secret as Entra ID has it. Two are the same only if they are the same object. */
export interface Secret {
  readonly endDate: string;
  readonly token: string;
}

/** What a run leaves behind. */
export interface AfterRun {
  readonly slots: readonly Secret[];
  readonly inXcally: Secret;
  readonly deleted: readonly Secret[];
}

/**
 * What a run of the stack does: both slots are declared, a secret of which nothing has changed is kept, another is replaced,
 * and XCALLY gets that of the active slot.
 */
export function run(before: AfterRun | undefined, calendar: SecretCalendar, token = ""): AfterRun {
  const slots = calendar.slots.map(({ endDate }, slot) => {
    const held = before?.slots[slot];
    return held?.endDate === endDate && held.token === token ? held : { endDate, token };
  });
  const inXcally = slots[calendar.activeSlot];
  if (inXcally === undefined) throw new Error("The calendar has no active secret.");
  return { slots, inXcally, deleted: (before?.slots ?? []).filter((secret) => !slots.includes(secret)) };
}

/** Days from a moment to a date; negative where it has passed. */
export function daysLeft(endDate: string, moment: number): number {
  return (Date.parse(endDate) - moment) / day;
}

/** The secret that XCALLY is to use. */
export function activeEnd({ slots, activeSlot }: SecretCalendar): string {
  return slots[activeSlot].endDate;
}

export const calendarAt = (moment: number, key: string, settings: SecretSettings): SecretCalendar =>
  secretCalendar(new Date(moment), key, settings);

const dateText = (min: string, max: string): fc.Arbitrary<string> =>
  fc
    .integer({ min: Date.parse(min) / day, max: Date.parse(max) / day })
    .map((days) => new Date(days * day).toISOString().slice(0, 10));

/** Any second of the years 2012 to 2059. Before, the clocks of Apia left out a whole day. */
export const moments: fc.Arbitrary<number> = fc
  .integer({ min: Date.parse("2012-01-01") / 1000, max: Date.parse("2060-01-01") / 1000 })
  .map((seconds) => seconds * 1000);

export const keys: fc.Arbitrary<string> = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);

export const windows = fc.record({
  weekdays: fc.subarray([...weekdays], { minLength: 1 }),
  fromHour: fc.integer({ min: 0, max: 23 }),
  timeZone: fc.constantFrom("Europe/Rome", "America/New_York", "Pacific/Apia", "Etc/GMT+12", "UTC"),
});

/** Which of the settings that can be left out are to be there; either if not said. */
export interface Wanted {
  readonly window?: boolean;
  readonly freeze?: boolean;
}

/** Settings that the configuration accepts, from one end of what it allows to the other. */
export function allSettings({ window, freeze }: Wanted = {}): fc.Arbitrary<SecretSettings> {
  const maybe = <T>(value: fc.Arbitrary<T>, wanted: boolean | undefined) =>
    wanted === true
      ? value
      : wanted === false
        ? fc.constant(undefined)
        : fc.option(value, { nil: undefined });
  return maybe(windows, window).chain((chosen) => {
    const least = chosen === undefined ? { every: 7, grace: 1 } : { every: 8, grace: 8 };
    return fc.integer({ min: least.grace, max: 180 }).chain((graceDays) =>
      fc
        .integer({ min: least.every, max: Math.floor((730 - graceDays) / 2) })
        .filter((everyDays) => everyDays <= 365)
        .chain((everyDays) =>
          fc
            .record({
              anchor: dateText("2000-01-01", "2100-01-01"),
              lifetimeDays: fc.integer({ min: Math.max(15, 2 * everyDays + graceDays), max: 730 }),
              freeze: maybe(dateText("2010-01-01", "2062-01-01"), freeze),
            })
            .map((rest) => settingsOf({ ...rest, everyDays, graceDays, window: chosen })),
        ),
    );
  });
}
