import { secretCalendar } from "../../config/calendar.ts";
import { refusalLines } from "./refusals.ts";
import type { TestStack } from "./testStack.ts";

const day = 86_400_000;
const secret = { anchor: "2026-01-01", everyDays: 80, graceDays: 20, lifetimeDays: 180, warnDays: 14 };

/** What happened to a stack in simulated time. */
export interface Chronicle {
  /** Runs of the engine. */
  runs: number;
  /** Times at which each mailbox got another secret, its first one left out. */
  readonly rotations: Readonly<Record<string, number>>;
  /** Dates of previews between rotations that were not empty. */
  readonly noisyPreviews: readonly string[];
  /** Refusals of secrets that XCALLY held, in the runs included, as lines. */
  readonly refusals: readonly string[];
}

/**
 * Lets a stack live from one day to another. On each day on which a secret becomes due there is a preview just before and an `up`
 * just after midnight; every day XCALLY gets tokens with the secrets that it holds, and during an `up` all the time.
 */
export async function liveThrough(
  stack: TestStack,
  keys: readonly string[],
  from: string,
  to: string,
): Promise<Chronicle> {
  const rotations = Object.fromEntries(keys.map((key) => [key, 0]));
  const noisyPreviews: string[] = [];
  const before = stack.tokenRefresh.refusals.length;
  let runs = 0;

  for (let time = Date.parse(from); time < Date.parse(to); time += day) {
    const today = new Date(time).toISOString();
    const isDue = (key: string) => epoch(key, time) !== epoch(key, time - day);
    const due = keys.filter(isDue);
    if (due.length > 0) {
      stack.setClock(new Date(time - 60_000).toISOString());
      runs += 2;
      if (Object.keys(await stack.preview()).join() !== "same") noisyPreviews.push(today);
      stack.setClock(new Date(time + 60_000).toISOString());
      const held = new Map(secretsInXcally(stack));
      const stop = stack.tokenRefresh.keepRefreshing(100);
      await stack.up().finally(stop);
      for (const [key, value] of secretsInXcally(stack))
        if (held.get(key) !== value) rotations[key] = (rotations[key] ?? 0) + 1;
    } else {
      stack.setClock(new Date(time + 60_000).toISOString());
    }
    await stack.tokenRefresh.refreshTokens();
  }
  const refusals = refusalLines(stack.tokenRefresh.refusals.slice(before));
  return { runs, rotations, noisyPreviews, refusals };
}

function epoch(key: string, time: number): number {
  return secretCalendar(new Date(time), key, secret).epoch;
}

/** The secrets that XCALLY holds, by mailbox key: in these tests the key is the address's local part. */
function secretsInXcally({ xcally }: TestStack): readonly (readonly [string, string])[] {
  return xcally.state.cloudProviders
    .list()
    .map(({ name, clientSecret }) => [name.replace(/@.*/, ""), clientSecret ?? ""] as const);
}
