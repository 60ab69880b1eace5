import type { XcallyError } from "./errors.ts";
import type { ApiRequest, Method } from "./transport.ts";

/** Failures after which a request is sent again. */
export interface RetryRule {
  /** Statuses, and codes of network errors. */
  readonly on: readonly (number | string)[];
  readonly methods: readonly Method[];
  /** How often a request is sent in all, the first time included; `Infinity` is until the operation's deadline. */
  readonly tries: number;
}

/** When, how often and after which wait a request is sent again. */
export interface RetryPolicy {
  readonly rules: readonly RetryRule[];
  /** How often a POST is sent in all that may have been applied; before each the records are looked through for it. */
  readonly creates: number;
  /** Milliseconds that the first wait is at most; each further one may be twice as long. */
  readonly baseDelay: number;
  /** Milliseconds that no wait exceeds, unless the server asks for more with `Retry-After`. */
  readonly maxDelay: number;
}

const all: readonly Method[] = ["GET", "POST", "PUT", "DELETE"];
/** Methods that leave the same behind however often they arrive. */
const repeatable: readonly Method[] = ["GET", "PUT", "DELETE"];

/** Failures in which the request did not reach the server, or was turned away at its door. */
const refused: RetryRule = {
  on: ["ECONNREFUSED", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH", "UND_ERR_CONNECT_TIMEOUT"],
  methods: all,
  tries: 6,
};
const throttled: RetryRule = { on: [429], methods: all, tries: Infinity };
/** Failures that say nothing about whether the request was applied. */
const unclear: RetryRule = {
  on: [
    ...[502, 503, 504],
    ...["ECONNRESET", "EPIPE", "ETIMEDOUT"],
    ...["UND_ERR_SOCKET", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"],
  ],
  methods: repeatable,
  tries: 8,
};
/** XCALLY answers a write that breaks a foreign key with 500, and would do so again. */
const failedReading: RetryRule = { on: [500], methods: ["GET"], tries: 4 };

/** Waits of 18 seconds on average before the eighth try: enough for a restart of the server. */
export const defaultRetryPolicy: RetryPolicy = {
  rules: [throttled, refused, unclear, failedReading],
  creates: 3,
  baseDelay: 500,
  maxDelay: 10_000,
};

/** Nothing is sent twice. */
export const failFastPolicy: RetryPolicy = { ...defaultRetryPolicy, rules: [], creates: 1 };

/**
 * How long to wait before a failed request is sent again: exponential back-off with full jitter, so that requests which failed
 * together do not come back together (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), or what the
 * server asks for.
 *
 * @param tries how often it was sent so far.
 * @param random a number from 0 to below 1.
 * @returns milliseconds; undefined when it is not to be sent again.
 */
export function repeatDelay(
  policy: RetryPolicy,
  { method, makesNothing = false }: ApiRequest,
  { status, details: { code, retryAfter } }: XcallyError,
  tries: number,
  random: number,
): number | undefined {
  const failure = status ?? code;
  const treatedAs = method === "POST" && makesNothing ? "GET" : method;
  const rule = policy.rules.find(
    ({ on, methods }) => failure !== undefined && on.includes(failure) && methods.includes(treatedAs),
  );
  if (rule === undefined || tries >= rule.tries) return undefined;
  return retryAfter === undefined ? random * backOff(policy, tries) : retryAfter + random * policy.baseDelay;
}

/** The longest wait after so many tries, in milliseconds. */
export function backOff({ baseDelay, maxDelay }: RetryPolicy, tries: number): number {
  return Math.min(maxDelay, baseDelay * 2 ** (tries - 1));
}

/** What a POST that failed may have left behind. */
export type Effect =
  /** Nothing: it never arrived, or was refused. */
  | "none"
  /** Perhaps a record; where there is none, the POST may be sent again. */
  | "unclear"
  /** Perhaps a record; where there is none, sending it again would fail again. */
  | "doubtful"
  /** A record: it came with a success, only what was said about it cannot be used. */
  | "made";

/** What is known of a POST after a failure. */
export function effectOfPost({ status, details: { code } }: XcallyError): Effect {
  if (unclear.on.includes(status ?? code ?? "")) return "unclear";
  if (status === undefined) return refused.on.includes(code ?? "") ? "none" : "doubtful";
  if (status < 300) return "made";
  // The name that is taken holds the marker: a proxy may have sent the POST before.
  return status >= 500 || status === 409 ? "doubtful" : "none";
}
