import { at, type Measured } from "./measured.ts";

/**
 * How large the state is on average at a write of it, as a share of its size with all mailboxes: a first up begins with nothing and adds the same
 * amount at each step. Measured at five mailboxes: 0.40 and 0.92.
 */
const averageShare = { firstUp: 0.5, rotation: 1 } as const;

/** Bytes that a run writes into a backend which takes the state as a whole, without the backup that Pulumi writes beside it each time. */
export function bytesWritten(
  { runs, stateBytes }: Measured,
  run: keyof typeof averageShare,
  mailboxes: number,
): number {
  return at(runs[run].stateWrites, mailboxes) * at(stateBytes, mailboxes) * averageShare[run];
}
