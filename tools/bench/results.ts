import { z } from "zod";
import { requestKinds } from "./requests.ts";
import { phases } from "./system.ts";

const costSchema = z.object({
  /** Seconds. */
  wall: z.number(),
  /** Seconds of processor time. */
  cpu: z.number(),
  /** Bytes. */
  memory: z.number(),
  /** The same by the names of the programs. */
  processes: z.record(z.string(), z.object({ cpu: z.number(), memory: z.number() })),
});

const runSchema = costSchema.extend({ requests: z.record(z.enum(requestKinds), z.number()) });

/** A run of a phase. */
export type Run = z.infer<typeof runSchema>;

const systemSchema = z.object({
  phases: z.partialRecord(z.enum(phases), z.array(runSchema)),
  /** Bytes of the state on disk when everything is there. */
  stateBytes: z.number(),
});

/** The figures of one system at one number of mailboxes. */
export type SystemResult = z.infer<typeof systemSchema>;

/** What `npm run bench` writes: every run of it, none left out. */
export const resultsSchema = z.object({
  date: z.iso.date(),
  machine: z.string(),
  versions: z.record(z.string(), z.string()),
  /** How many operations each system could do at the same time. */
  parallel: z.number(),
  /** Previews of a program that declares nothing. */
  emptyProgram: z.array(costSchema),
  scales: z.array(
    z.object({
      mailboxes: z.number(),
      pulumi: systemSchema,
      openTofu: systemSchema,
      /** Previews of a program that only declares what is in this stack's state: about what its resources cost in Pulumi itself. */
      sameResources: z.array(costSchema),
      /** Previews of this stack with nothing to do without what `pipelines/scripts/preview.sh` sets: as Pulumi makes them by itself. */
      withoutParallelDiff: z.array(costSchema),
    }),
  ),
});

/** What `npm run bench` writes. */
export type Results = z.infer<typeof resultsSchema>;

/** The middle of some figures: of an even number the lower of the two in the middle. */
export function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor((figures.length - 1) / 2)] ?? NaN;
}

/** Median of a figure over the runs of a phase; undefined where it was not run. */
export function medianOf(
  { phases: runs }: SystemResult,
  phase: (typeof phases)[number],
  figure: "wall" | "cpu" | "memory",
): number | undefined {
  const all = runs[phase];
  return all === undefined || all.length === 0 ? undefined : median(all.map((run) => run[figure]));
}
