import { createHash } from "node:crypto";
import type { SecretSettings } from "./rotation.ts";
import { millisecondsPerDay, opening } from "./window.ts";
import { withoutUndefined } from "./withoutUndefined.ts";

/** The secret that one of the two slots holds. */
export interface SecretSlot {
  /** The period the secret is of. */
  readonly epoch: number;
  /** When it ends, such as `2026-06-30T00:00:00Z`. */
  readonly endDate: string;
}

/** The two secrets that a mailbox's application has, and which of them XCALLY is to use. */
export interface SecretCalendar {
  /** Number of the period in force; 0 begins on the anchor plus the mailbox's own shift. */
  readonly epoch: number;
  /** The slot whose secret XCALLY is to use: that of `epoch`. Periods take the slots in turn. */
  readonly activeSlot: 0 | 1;
  /** By slot. The other slot holds the secret of the period before; see {@link secretCalendar} for the exception. */
  readonly slots: readonly [SecretSlot, SecretSlot];
  /** When the next period becomes due, such as `2026-08-05T00:00:00Z`; while it is frozen, a time that has passed. */
  readonly nextRotation: string;
  /** `nextRotation` where it has passed and only `freeze` holds it back. */
  readonly frozenRotation?: string;
}

/**
 * The calendar of a mailbox's secrets at a moment: the same from one rotation to the next, and made of the settings and the
 * mailbox's key alone, so that nothing has to be remembered and a preview is empty until a rotation is due.
 *
 * - Period k begins `everyDays` after period k - 1, becomes due when the window opens, and its secret ends `lifetimeDays` after
 *   it begins. With settings that `readSecretSettings` accepts the secret in use is good for `graceDays` more at any moment, no
 *   secret is asked for that ends in the past or lasts longer than `lifetimeDays`, and the secret in use before is
 *   still there after one rotation (not after two that are caught up with at once).
 * - Mailboxes are shifted against each other by a number of days that follows from their keys, so no mailbox moves when others
 *   come or go. That is chance, not a rule: of 200 mailboxes at the default settings 2 or 3 are renewed on a day and
 *   10 at most, but for about 1 stack in 250 (20,000 lists of keys tried). A window gathers the days between its openings.
 * - A freeze holds while the secret in use is good for `graceDays` more; then the calendar goes on as if there were none, because
 *   a forgotten freeze would stop the mailbox. If the other secret ends meanwhile, its slot takes the secret of the
 *   next period early, so that a new mailbox and `rotateNow` never ask for a secret that has ended.
 *
 * @param today any moment of the day; only windows and the end of secrets look at its time
 * @param mailboxKey what the shift follows from
 */
export function secretCalendar(today: Date, mailboxKey: string, settings: SecretSettings): SecretCalendar {
  const now = today.getTime();
  const periods = periodsOf(mailboxKey, settings);
  const epoch = epochInForce(now, periods, settings);
  const hasEnded = periods.end(epoch - 1) <= now;
  const active = { epoch, endDate: inUtc(periods.end(epoch)) };
  const otherEpoch = hasEnded ? epoch + 1 : epoch - 1;
  const other = { epoch: otherEpoch, endDate: inUtc(periods.end(otherEpoch)) };
  const activeSlot = epoch % 2 === 0 ? 0 : 1;
  const next = periods.due(epoch + 1);
  return {
    epoch,
    activeSlot,
    slots: activeSlot === 0 ? [active, other] : [other, active],
    nextRotation: inUtc(next),
    ...withoutUndefined({ frozenRotation: next <= now ? inUtc(next) : undefined }),
  };
}

/** Times of the periods of one mailbox, in milliseconds since 1970. */
interface Periods {
  readonly due: (epoch: number) => number;
  readonly end: (epoch: number) => number;
  /** The last period that is due at a moment. */
  readonly last: (moment: number) => number;
}

function periodsOf(mailboxKey: string, settings: SecretSettings): Periods {
  const { everyDays, lifetimeDays, window } = settings;
  const first = Date.parse(settings.anchor) / millisecondsPerDay + shiftDays(mailboxKey, everyDays);
  const begin = (epoch: number) => first + epoch * everyDays;
  const due = (epoch: number) =>
    window === undefined ? begin(epoch) * millisecondsPerDay : opening(begin(epoch), window);
  const last = (moment: number) => {
    let epoch = Math.floor((moment / millisecondsPerDay - first) / everyDays);
    while (due(epoch) > moment) epoch -= 1;
    return epoch;
  };
  return { due, end: (epoch) => (begin(epoch) + lifetimeDays) * millisecondsPerDay, last };
}

function epochInForce(now: number, { last, end }: Periods, { freeze, graceDays }: SecretSettings): number {
  if (freeze === undefined) return last(now);
  // The end of the day: what has been renewed on it stays renewed.
  const frozen = last(Math.min(now, Date.parse(freeze) + millisecondsPerDay - 1));
  return end(frozen) - now < graceDays * millisecondsPerDay ? last(now) : frozen;
}

function shiftDays(key: string, everyDays: number): number {
  return createHash("sha256").update(key).digest().readUInt32BE(0) % everyDays;
}

/** Without milliseconds: the azuread provider reads dates back in this form, and another would be a change. */
function inUtc(time: number): string {
  return new Date(time).toISOString().replace(".000Z", "Z");
}
