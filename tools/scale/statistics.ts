/** What a row of numbers is like. */
export interface Statistics {
  readonly median: number;
  /** No more than one number in a hundred is above. */
  readonly p99: number;
  readonly max: number;
}

/** Of no numbers all are 0. */
export function statisticsOf(numbers: readonly number[]): Statistics {
  const sorted = numbers.toSorted((one, two) => one - two);
  const rank = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { median: rank(0.5), p99: rank(0.99), max: rank(1) };
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((one, two) => one + two, 0);
