import { secretCalendar } from "../../config/calendar.ts";
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
  /** Secrets that XCALLY held and Entra ID refused, as date, client id and status. */
  readonly refusals: readonly string[];
}

/**
 * Lets a stack live from one day to another. On each day on which a secret becomes due there is a preview just before and an `up`
 * just after midnight; every day XCALLY redeems the secrets it holds.
 */
export async function liveThrough(
  stack: TestStack,
  keys: readonly string[],
  from: string,
  to: string,
): Promise<Chronicle> {
  const rotations = Object.fromEntries(keys.map((key) => [key, 0]));
  const noisyPreviews: string[] = [];
  const refusals: string[] = [];
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
      await stack.up();
      for (const [key, value] of secretsInXcally(stack))
        if (held.get(key) !== value) rotations[key] = (rotations[key] ?? 0) + 1;
    } else {
      stack.setClock(new Date(time + 60_000).toISOString());
    }
    refusals.push(...(await redeemAll(stack, today)));
  }
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

/** XCALLY signs in with every secret it holds, as it does to fetch mail. */
async function redeemAll({ entra, xcally }: TestStack, today: string): Promise<readonly string[]> {
  const answers = xcally.state.cloudProviders.list().map(async ({ clientId, clientSecret }) => {
    const response = await fetch(`${entra.url}/${entra.tenantId}/oauth2/v2.0/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: clientId ?? "",
        client_secret: clientSecret ?? "",
        scope: `${entra.url}/graph/.default`,
      }),
    });
    await response.body?.cancel();
    return response.status === 200 ? [] : [`${today} ${clientId} ${response.status}`];
  });
  return (await Promise.all(answers)).flat();
}
