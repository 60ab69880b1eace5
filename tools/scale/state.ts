import { at, type Measured, type RunName } from "./measured.ts";

/**
 * How large the state is on average at a write of it, as a share of its size with all mailboxes: it grows from nothing, or shrinks to it, by the
 * same amount at each step. Measured at five mailboxes: 0.40, 0.92 and 0.49.
 */
const averageShare: Readonly<Partial<Record<RunName, number>>> = { firstUp: 0.5, rotation: 1, destroy: 0.5 };

/** Bytes that a run writes into a backend which takes the state as a whole, without the backup that Pulumi writes beside it each time. */
export function bytesWritten({ runs, stateBytes }: Measured, run: RunName, mailboxes: number): number {
  return at(runs[run].stateWrites, mailboxes) * at(stateBytes, mailboxes) * (averageShare[run] ?? 1);
}
