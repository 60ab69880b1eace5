/** Most days that a secret may last: Entra ID's portal allows 24 months; a tenant's policy often allows less. */
export const longestLifetime = 730;
/** Least days between renewals and of grace where there is a window, which may put a renewal off by almost 7.5 days. */
const leastWithWindow = 8;

/** Days as the configuration gives them, where each of them alone is right. */
export interface RotationDays {
  readonly everyDays?: number;
  readonly graceDays?: number;
  readonly lifetimeDays?: number;
  readonly warnDays?: number;
  /** Not looked into: whether there is one is what counts. */
  readonly window?: unknown;
}

/** A value that the others do not allow. */
export interface Contradiction {
  readonly field: keyof RotationDays;
  readonly message: string;
}

/** What is wrong with the days of `secret` in comparison with each other. */
export function contradictions(
  days: RotationDays,
  { isDefaultLifetime }: { readonly isDefaultLifetime: boolean },
): readonly Contradiction[] {
  const found = [...tooShort(days, isDefaultLifetime), ...tooShortForWindow(days)];
  const { lifetimeDays, warnDays } = days;
  if (lifetimeDays !== undefined && warnDays !== undefined && warnDays > lifetimeDays) {
    found.push({
      field: "warnDays",
      message: `${warnDays} is not allowed with lifetimeDays ${lifetimeDays}. Write a whole number of days from 1 to lifetimeDays.`,
    });
  }
  return found;
}

function tooShort(
  { everyDays, graceDays, lifetimeDays }: RotationDays,
  isDefaultLifetime: boolean,
): readonly Contradiction[] {
  if (everyDays === undefined || graceDays === undefined || lifetimeDays === undefined) return [];
  const least = 2 * everyDays + graceDays;
  if (least > longestLifetime) {
    const message =
      `${everyDays} is not allowed with graceDays ${graceDays}. A secret lasts at least twice everyDays plus ` +
      `graceDays, ${least} days; make that ${longestLifetime} at most.`;
    return [{ field: "everyDays", message }];
  }
  if (lifetimeDays >= least) return [];
  const message =
    `${isDefaultLifetime ? "The default of " : ""}${lifetimeDays} is not allowed with everyDays ${everyDays} and ` +
    `graceDays ${graceDays}. Write twice everyDays plus graceDays, ${least}, or more, up to ${longestLifetime}.`;
  return [{ field: "lifetimeDays", message }];
}

function tooShortForWindow({ everyDays, graceDays, window }: RotationDays): readonly Contradiction[] {
  if (window === undefined) return [];
  const all = [
    { field: "everyDays", days: everyDays },
    { field: "graceDays", days: graceDays },
  ] as const;
  return all.flatMap(({ field, days }) =>
    days === undefined || days >= leastWithWindow
      ? []
      : [
          {
            field,
            message:
              `${days} is not allowed with window, which may put a renewal off by more than a week. ` +
              `Write ${leastWithWindow} or more.`,
          },
        ],
  );
}
