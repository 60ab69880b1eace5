import type { Clock, Deadline } from "./deadline.ts";
import { backOff, type RetryPolicy } from "./retryPolicy.ts";

/** How long a server may take to show what was written, and how it is waited for. */
export interface Patience {
  /** Milliseconds to read again for, at most; never beyond the operation's deadline. */
  readonly readBack: number;
  readonly policy: RetryPolicy;
  readonly clock: Clock;
}

/**
 * Reads again and again until what is read is accepted or time is up: servers that keep copies show a write late.
 *
 * @returns what was read last, accepted or not.
 */
export async function readUntil<T>(
  read: () => Promise<T>,
  isAccepted: (value: T) => boolean,
  { readBack, policy, clock }: Patience,
  deadline: Deadline,
): Promise<T> {
  // By the deadline, which does not count what was spent waiting for our own limits.
  const end = Math.max(0, deadline.remaining() - readBack);
  for (let tries = 1; ; tries++) {
    const value = await read();
    const delay = backOff(policy, tries);
    if (isAccepted(value) || deadline.remaining() - delay <= end) return value;
    await clock.wait(delay);
  }
}
