import { setTimeout as wait } from "node:timers/promises";
import { parseRetryAfter } from "../network/retryAfter.ts";
import type { HttpOutcome } from "./http.ts";

/** When and how often a request is sent again. Times are milliseconds. */
export interface RepeatPolicy {
  /** Statuses after which it is; so it is when no answer came, unless the server's certificate is why. */
  readonly statuses: readonly number[];
  /** How often a request is sent in all. */
  readonly tries: number;
  /** The longest wait after a first failure; it doubles with each further one. */
  readonly firstDelayMs: number;
  /** No wait is longer, unless the server asks for it. */
  readonly maxDelayMs: number;
  /** How long an operation may take, with all its requests and waits. */
  readonly deadlineMs: number;
  /** How long one request may take. */
  readonly requestTimeoutMs: number;
}

/** Seven seconds of waits on average before the sixth try: a hiccup of the service passes, a person still waits. */
export const defaultRepeatPolicy: RepeatPolicy = {
  // What the azuread provider repeats, too (hashicorp/go-azure-sdk, sdk/client): 424 is a failure behind Graph.
  statuses: [408, 424, 429, 500, 502, 503, 504],
  tries: 6,
  firstDelayMs: 500,
  maxDelayMs: 5_000,
  deadlineMs: 30_000,
  requestTimeoutMs: 15_000,
};

/** When an operation must end. */
export interface Deadline {
  /** Milliseconds that are left; not below 0. */
  remainingMs(): number;
}

/** A deadline that begins now. */
export function startDeadline(milliseconds: number): Deadline {
  const end = performance.now() + milliseconds;
  return { remainingMs: () => Math.max(0, end - performance.now()) };
}

/** What a request came to in the end. */
export interface RepeatedOutcome {
  readonly outcome: HttpOutcome;
  /** How often the request was sent. */
  readonly tries: number;
}

/**
 * Sends a request until its outcome is one that another try does not change, or the policy or the deadline ends it; then
 * that outcome counts. Only for requests that may arrive twice.
 *
 * @param send sends it once, within so many milliseconds.
 */
export async function sendRepeatedly(
  send: (timeoutMs: number) => Promise<HttpOutcome>,
  policy: RepeatPolicy,
  deadline: Deadline,
): Promise<RepeatedOutcome> {
  for (let tries = 1; ; tries++) {
    const timeoutMs = Math.min(policy.requestTimeoutMs, deadline.remainingMs());
    const outcome = await send(Math.max(1, Math.ceil(timeoutMs)));
    if (tries >= policy.tries || !mayPass(outcome, policy)) return { outcome, tries };
    const delay = backOff(policy, retryAfter(outcome), tries, Math.random());
    if (delay >= deadline.remainingMs()) return { outcome, tries };
    await wait(delay);
  }
}

/**
 * How long to wait after a failure: exponential back-off of which half is chance, so that what failed together does not come
 * back together; never less than the server asks for.
 *
 * @param askedMs milliseconds that the server asks to be left alone.
 * @param failures how many there were in a row, this one included.
 * @param random a number from 0 to below 1.
 * @returns milliseconds.
 */
export function backOff(
  { firstDelayMs, maxDelayMs }: Pick<RepeatPolicy, "firstDelayMs" | "maxDelayMs">,
  askedMs: number | undefined,
  failures: number,
  random: number,
): number {
  const longest = Math.min(maxDelayMs, firstDelayMs * 2 ** (failures - 1));
  return askedMs === undefined ? longest * (0.5 + random / 2) : askedMs + random * firstDelayMs;
}

function mayPass(outcome: HttpOutcome, { statuses }: RepeatPolicy): boolean {
  return outcome.kind === "answer" ? statuses.includes(outcome.status) : !outcome.untrusted;
}

/** Milliseconds that the server asks to be left alone; undefined where it asks for nothing. */
function retryAfter(outcome: HttpOutcome): number | undefined {
  if (outcome.kind === "failure") return undefined;
  return parseRetryAfter(outcome.header("retry-after"), outcome.header("date"), new Date());
}
