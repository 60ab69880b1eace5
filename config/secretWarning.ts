import type { SecretCalendar } from "./calendar.ts";
import type { SecretSettings } from "./rotation.ts";
import { millisecondsPerDay } from "./window.ts";

/**
 * What the operator of a mailbox should know about its secret at a moment: that a renewal is frozen, or that the secret
 * in use ends within `warnDays`. One sentence, or undefined where all is well.
 *
 * @param label the mailbox as messages name it: `support (support@contoso.com)`
 * @param calendar the mailbox's calendar of `today`
 */
export function secretWarning(
  today: Date,
  label: string,
  calendar: SecretCalendar,
  { freeze, graceDays, warnDays }: SecretSettings,
): string | undefined {
  const { frozenRotation, nextRotation } = calendar;
  const end = Date.parse(calendar.slots[calendar.activeSlot].endDate);
  const daysLeft = (end - today.getTime()) / millisecondsPerDay;
  if (freeze !== undefined && frozenRotation !== undefined) {
    return (
      `The secret of mailbox ${label}, due for renewal since ${date(frozenRotation)}, is frozen by secret.freeze ${freeze} and ` +
      `ends on ${date(end)}: remove secret.freeze and run pulumi up; the first run from ` +
      `${date(end - graceDays * millisecondsPerDay)} on renews it all the same.`
    );
  }
  if (daysLeft > warnDays) return undefined;
  return `The secret of mailbox ${label} ends on ${date(end)}: run pulumi up on ${date(nextRotation)} or soon after, when its renewal is due.`;
}

function date(time: string | number): string {
  return new Date(time).toISOString().slice(0, 10);
}
