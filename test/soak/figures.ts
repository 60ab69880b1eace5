import { findingKinds, type Finding } from "./findings.ts";
import { describePlan } from "./plan.ts";
import type { SoakRun } from "./randomKill.ts";

/** The plural of each kind, as the figures say it. */
const plurals: Readonly<Record<Finding["kind"], string>> = {
  duplicate: "duplicates",
  orphan: "orphans",
  missing: "missing",
  "foreign change": "foreign changes",
  "lost memory": "lost memories",
  "manual step": "manual steps",
  unfinished: "unfinished",
};

/** One line that sums up all runs. */
export function figures(runs: readonly SoakRun[]): string {
  const findings = runs.flatMap((run) => run.findings);
  const killed = runs.filter(({ killedAt }) => killedAt !== undefined).length;
  const locked = runs.filter(({ wasLocked }) => wasLocked).length;
  const pending = runs.filter(({ hadPending }) => hadPending).length;
  const counts = findingKinds.map(
    (kind) => `${findings.filter((finding) => finding.kind === kind).length} ${plurals[kind]}`,
  );
  return `${runs.length} runs, ${killed} killed: ${counts.join(", ")}. pulumi cancel was asked for ${locked} times, pending operations were told of ${pending} times.`;
}

/** How often each kind of thing was found, with the seeds; a line each. */
export function findingTable(runs: readonly SoakRun[]): string {
  const seeds = new Map<string, number[]>();
  for (const { plan, findings } of runs) {
    for (const { kind, what } of findings) {
      const name = `${kind}: ${what}`;
      seeds.set(name, [...(seeds.get(name) ?? []), plan.seed]);
    }
  }
  return [...seeds]
    .map(([name, found]) => `${found.length} × ${name} (seeds ${[...new Set(found)].join(", ")})`)
    .join("\n");
}

/** What a run did and what is wrong after it; the first line is enough to repeat it. */
export function describeRun({ plan, killedAt, findings, seconds }: SoakRun): string {
  return [
    `${describePlan(plan)} (${killedAt ?? "it ended before"}), ${seconds.toFixed(0)} s: ${findings.length === 0 ? "ok" : "FAILED"}`,
    ...findings.map(({ kind, what, detail }) => `    ${kind}: ${what}: ${detail}`),
  ].join("\n");
}
