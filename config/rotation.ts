import { z } from "zod";
import { isObject, readObject, type Place } from "./read.ts";
import { contradictions, longestLifetime } from "./rotationLimits.ts";
import { readWindow, type RotationWindow } from "./window.ts";
import { withoutUndefined } from "./withoutUndefined.ts";

/**
 * The calendar by which the secrets of all mailboxes are renewed (`config/calendar.ts`). A change of `anchor`, `everyDays` or
 * `lifetimeDays` changes the end dates, so the next run replaces the secrets.
 */
export interface SecretSettings {
  /** Day that the calendar counts from, `YYYY-MM-DD` in UTC, in the past or in the future. Defaults to `2026-01-01`. */
  readonly anchor: string;
  /** Days from one renewal to the next. Defaults to 80. */
  readonly everyDays: number;
  /**
   * Days that the secret in use is good for at any moment, and the one before it after the day of the next renewal, for a
   * stack that runs late. Defaults to 20.
   */
  readonly graceDays: number;
  /** Days from the beginning of a secret's period to its end. Defaults to 180, a limit that is often proposed for tenants' policies (such as cisagov/ScubaGear issue 1962). */
  readonly lifetimeDays: number;
  /** How many days before its end a secret is warned of. Defaults to 14. */
  readonly warnDays: number;
  /** Day, `YYYY-MM-DD` in UTC, with the end of which the calendar stands still until this is removed. Defaults to none. */
  readonly freeze?: string;
  /** Any token. A changed one, also one that is added or removed, replaces both secrets of every mailbox once. */
  readonly rotateNow?: string;
  /** When a renewal may become due. Defaults to none: it is due at midnight in UTC. */
  readonly window?: RotationWindow;
}

const date = "Write a day of the calendar, such as 2026-01-01.";
const every = "Write a whole number of days from 7 to 365.";
const grace = "Write a whole number of days from 1 to 180.";
const lifetime = `Write a whole number of days from 15 to ${longestLifetime}.`;
const warn = "Write a whole number of days from 1 to lifetimeDays.";
const token = "Write a token of 1 to 40 letters, digits and hyphens, such as 2026-08-01-leak.";
const freeze = "Write the day from whose end the calendar is to stand still, such as 2026-12-01.";
const notTrue = "Write today's date, such as 2026-12-01: a run does not remember when true was written.";
const notFalse = "Remove freeze: without it the calendar goes on.";

/** A date that stands in YAML without quotes, from the form in which Pulumi hands it over. */
export const asWritten = (text: string) => text.replace(/ 00:00:00 \+0000 UTC$/, "");

/** Schema of a `rotateNow`. A number is taken for its digits: `pulumi config set` writes one without quotes. */
export const rotationToken = z.preprocess(
  (value) => (Number.isSafeInteger(value) ? String(value) : value),
  z
    .string(token)
    .transform(asWritten)
    .pipe(z.string().regex(/^[A-Za-z0-9-]{1,40}$/, token)),
);

const fields = {
  anchor: z.string(date).transform(asWritten).pipe(z.iso.date(date)).default("2026-01-01"),
  everyDays: z.int(every).min(7, every).max(365, every).default(80),
  graceDays: z.int(grace).min(1, grace).max(180, grace).default(20),
  lifetimeDays: z.int(lifetime).min(15, lifetime).max(longestLifetime, lifetime).default(180),
  freeze: z
    .string({ error: ({ input }) => (typeof input === "boolean" ? (input ? notTrue : notFalse) : freeze) })
    .transform(asWritten)
    .pipe(z.iso.date(freeze))
    .optional(),
  rotateNow: rotationToken.optional(),
  // Checked by its own reader.
  window: z.unknown(),
  warnDays: z.int(warn).min(1, warn).default(14),
};

/** Reads the configuration's `secret`; every field of it may be left out. */
export function readSecretSettings(value: unknown, place: Place): SecretSettings | undefined {
  const { partial, complete } = readObject(value, fields, place);
  const isDefaultLifetime = isObject(value) && value["lifetimeDays"] === undefined;
  const wrong = contradictions(partial, { isDefaultLifetime });
  for (const { field, message } of wrong) place.report({ path: `${place.path}.${field}`, message });
  const hasWindow = partial.window !== undefined;
  const window = hasWindow
    ? readWindow(partial.window, { ...place, path: `${place.path}.window` })
    : undefined;
  if (complete === undefined || wrong.length > 0 || (hasWindow && window === undefined)) return undefined;
  const { anchor, everyDays, graceDays, lifetimeDays, warnDays, freeze, rotateNow } = complete;
  const optional = withoutUndefined({ freeze, rotateNow, window });
  return { anchor, everyDays, graceDays, lifetimeDays, warnDays, ...optional };
}
