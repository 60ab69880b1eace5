import type { FailureKind } from "./explanation.ts";

/** How a secret is proved. Times are milliseconds. */
export interface ProofPolicy {
  /**
   * How many answers in a row must be tokens. One is not enough: behind the token endpoint are many servers, and a new
   * secret reaches them one after the other. Defaults to 3.
   */
  readonly answersInARow: number;
  /** Between two answers that are tokens. Defaults to 1 second. */
  readonly pauseMs: number;
  /** The longest wait after a first failure; it doubles with each further one. Defaults to 1 second. */
  readonly firstDelayMs: number;
  /** No wait is longer, unless the server asks for it. Defaults to 20 seconds. */
  readonly maxDelayMs: number;
  /**
   * After this no failed request is repeated. New secrets took 4 to 18 seconds in the field, at times minutes; nothing is
   * promised. Defaults to 5 minutes; at most 15.
   */
  readonly deadlineMs: number;
  /** How long one request may take. Defaults to 20 seconds. */
  readonly requestTimeoutMs: number;
}

const minute = 60_000;

export const defaultProofPolicy: ProofPolicy = {
  answersInARow: 3,
  pauseMs: 1_000,
  firstDelayMs: 1_000,
  maxDelayMs: 20_000,
  deadlineMs: 5 * minute,
  requestTimeoutMs: 20_000,
};

/**
 * Fills in the defaults.
 *
 * @throws RangeError One sentence that names the value and what is allowed.
 */
export function completePolicy(given: Partial<ProofPolicy>): ProofPolicy {
  const policy = { ...defaultProofPolicy, ...given };
  const { answersInARow, deadlineMs } = policy;
  if (!Number.isInteger(answersInARow) || answersInARow < 1 || answersInARow > 20) {
    throw new RangeError(`answersInARow is ${answersInARow}, but must be a whole number from 1 to 20.`);
  }
  if (!(deadlineMs > 0 && deadlineMs <= 15 * minute)) {
    throw new RangeError(
      `deadlineMs is ${deadlineMs}, but must be from 1 to ${15 * minute}, which is 15 minutes.`,
    );
  }
  return policy;
}

/** What follows a failure. */
export type Reaction =
  /** Ask again; the tokens before it count no longer, because some server does not know the secret. */
  | "startOver"
  /** Ask again; it says nothing about the secret. */
  | "goOn"
  /** Nothing that time could heal. */
  | "stop";

/** What follows each kind of failure; `stop` where it is not listed. */
const reactions: Readonly<Partial<Record<FailureKind, Reaction>>> = {
  // Right after creation both mean "not replicated yet"; a deadline later they mean what they say.
  wrongSecret: "startOver",
  applicationMissing: "startOver",
  throttled: "goOn",
  unavailable: "goOn",
  unreachable: "goOn",
};

/** What follows a failure of this kind. */
export function reactionTo(kind: FailureKind): Reaction {
  return reactions[kind] ?? "stop";
}
