import type { Cost } from "./measure.ts";
import type { BenchMailbox, World } from "./world.ts";

/** What the job consists of, in its order. */
export const phases = [
  "first preview",
  "first up",
  "preview, nothing to do",
  "preview with refresh, nothing to do",
  "change of one mailbox",
  "rotation of all secrets",
  "destroy",
] as const;

/** A part of the job. */
export type Phase = (typeof phases)[number];

/** Phases that change nothing, so that they can be run several times. */
export const repeatable: readonly Phase[] = [
  "first preview",
  "preview, nothing to do",
  "preview with refresh, nothing to do",
];

/** The first phases, which end with everything made and nothing changed since. */
export const shortJob: readonly Phase[] = phases.slice(0, phases.indexOf("change of one mailbox"));

/** One of the two systems, at work on servers of its own. */
export interface System {
  /** Runs a phase; before a change it writes the configuration that asks for it, which is not measured. */
  run(phase: Phase): Promise<Cost>;
  /** Bytes of the state on disk. */
  stateBytes(): Promise<number>;
  /** Removes what it has on disk. */
  remove(): Promise<void>;
}

/** How a system starts work. */
export interface SystemArgs {
  readonly world: World;
  /** How many operations it may do at the same time. */
  readonly parallel: number;
}

/** The mailboxes as they are to be in a phase and from then on. */
export function mailboxesIn(phase: Phase, mailboxes: readonly BenchMailbox[]): readonly BenchMailbox[] {
  const isChanged = phases.indexOf(phase) >= phases.indexOf("change of one mailbox");
  return mailboxes.map((mailbox, index) =>
    isChanged && index === 0 ? { ...mailbox, displayName: "First mailbox" } : mailbox,
  );
}

/** A word that is another one from the rotation on, which asks both systems for new secrets. */
export function rotationIn(phase: Phase): string {
  return phases.indexOf(phase) >= phases.indexOf("rotation of all secrets") ? "second" : "first";
}
