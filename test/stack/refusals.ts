import type { RefusedRefresh } from "../../simulator/xcally/tokenRefresh.ts";

/** A line for each day, Cloud Provider and kind of refusal, such as `2027-01-01, Cloud Provider 1: AADSTS7000215, 3 times`. */
export function refusalLines(refusals: readonly RefusedRefresh[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { at, cloudProviderId, status, code } of refusals) {
    const reason = code === undefined ? `status ${status}` : `AADSTS${code}`;
    const line = `${at.toISOString().slice(0, 10)}, Cloud Provider ${cloudProviderId}: ${reason}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].map(([line, count]) => `${line}, ${count} times`);
}
