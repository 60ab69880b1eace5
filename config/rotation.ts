import { createHash } from "node:crypto";
import { z } from "zod";
import { readObject, type Place } from "./read.ts";

const day = 24 * 60 * 60 * 1000;
/** Entra ID's portal allows secrets of 24 months; a tenant's policy often allows less. */
const longestLifetime = 730;

/** The calendar by which the secrets of all mailboxes are renewed. */
export interface SecretSettings {
  /** Day that the calendar counts from, `YYYY-MM-DD` in UTC. It may lie in the past or in the future. */
  readonly anchor: string;
  /** Days from one renewal to the next. */
  readonly everyDays: number;
  /** Days that a secret stays valid after its successor was due to replace it, for a stack that runs late. */
  readonly graceDays: number;
}

/** The period that a day lies in, for one mailbox. The same for every day of the period. */
export interface SecretPeriod {
  /** Number of the period; 0 begins on the anchor plus the mailbox's own shift. */
  readonly epoch: number;
  /** When the secret that is made in this period ends, such as `2026-06-30T00:00:00Z`. */
  readonly endDate: string;
  /** When the next period begins. */
  readonly nextRotation: string;
}

const anchor = "Write a day of the calendar, such as 2026-01-01.";
const every = "Write a whole number of days from 7 to 365.";
const grace = "Write a whole number of days from 1 to 180.";
const fields = {
  anchor: z
    .string(anchor)
    // How Pulumi hands over a date that stands in YAML without quotes.
    .transform((text) => text.replace(/ 00:00:00 \+0000 UTC$/, ""))
    .pipe(z.iso.date(anchor))
    .default("2026-01-01"),
  everyDays: z.int(every).min(7, every).max(365, every).default(80),
  graceDays: z.int(grace).min(1, grace).max(180, grace).default(20),
};

/** Reads the configuration's `secret`; every field of it may be left out. */
export function readSecretSettings(value: unknown, place: Place): SecretSettings | undefined {
  const { partial, complete } = readObject(value, fields, place);
  const { everyDays, graceDays } = partial;
  if (everyDays === undefined || graceDays === undefined) return undefined;
  const lifetime = 2 * everyDays + graceDays;
  if (lifetime <= longestLifetime) return complete;
  place.report({
    path: `${place.path}.everyDays`,
    message:
      `${everyDays} is not allowed with graceDays ${graceDays}. A secret may last twice everyDays plus ` +
      `graceDays, ${lifetime} days; make that ${longestLifetime} at most.`,
  });
  return undefined;
}

/**
 * The period of `today` for a mailbox. Each mailbox's calendar is shifted by a number of days that follows from
 * its key alone, so that the secrets of many mailboxes do not change on one day. A secret outlives the period
 * after its own by the grace days: its successor is always made while it is still valid.
 */
export function secretPeriod(today: Date, mailboxKey: string, settings: SecretSettings): SecretPeriod {
  const { everyDays, graceDays } = settings;
  const start = Date.parse(settings.anchor) / day + shiftDays(mailboxKey, everyDays);
  const epoch = Math.floor((Math.floor(today.getTime() / day) - start) / everyDays);
  return {
    epoch,
    endDate: midnight(start + (epoch + 2) * everyDays + graceDays),
    nextRotation: midnight(start + (epoch + 1) * everyDays),
  };
}

function shiftDays(key: string, everyDays: number): number {
  return createHash("sha256").update(key).digest().readUInt32BE(0) % everyDays;
}

/** Without milliseconds: the azuread provider reads dates back in this form, and another would be a change. */
function midnight(days: number): string {
  return new Date(days * day).toISOString().replace(".000Z", "Z");
}
