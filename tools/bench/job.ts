import type { Engine } from "../engine/index.ts";
import { requireNothingLeft, requireSameEnd } from "./endState.ts";
import type { OpenTofu } from "./openTofu/install.ts";
import { startOpenTofu } from "./openTofu/system.ts";
import type { Cost } from "./measure.ts";
import { startPulumi } from "./pulumiSystem.ts";
import { countRequests } from "./requests.ts";
import type { Results, Run, SystemResult } from "./results.ts";
import { repeatable, type Phase, type System } from "./system.ts";
import { startWorld, type World } from "./world.ts";

/** How the job is run. */
export interface JobArgs {
  readonly mailboxes: number;
  /** How often a phase that changes nothing is run. */
  readonly repeats: number;
  readonly parallel: number;
  /** Which phases; those of {@link shortJob} or all. */
  readonly phases: readonly Phase[];
  readonly engine: Engine;
  readonly openTofu: OpenTofu;
  readonly log: (line: string) => void;
}

interface Contestant {
  readonly name: "pulumi" | "openTofu";
  readonly world: World;
  readonly system: System;
  readonly runs: Partial<Record<Phase, Run[]>>;
  stateBytes: number;
}

/**
 * Has both systems do the job, phase by phase in turn, each on servers of its own.
 *
 * @throws Error when a command fails, or the two have not made the same.
 */
export async function runJob(args: JobArgs): Promise<Results["scales"][number]> {
  const { mailboxes, parallel, engine, openTofu } = args;
  const worlds = [await startWorld(mailboxes), await startWorld(mailboxes)] as const;
  const stack = await startPulumi({ world: worlds[0], parallel }, engine);
  const contestants: readonly [Contestant, Contestant] = [
    contestant("pulumi", worlds[0], stack),
    contestant("openTofu", worlds[1], await startOpenTofu({ world: worlds[1], parallel }, openTofu)),
  ];
  let sameResources: readonly Cost[] = [];
  let withoutParallelDiff: readonly Cost[] = [];
  try {
    for (const phase of args.phases) {
      for (let run = 0; run < (repeatable.includes(phase) ? args.repeats : 1); run++) {
        for (const one of contestants) await runPhase(one, phase, args);
      }
      if (phase === "destroy") worlds.forEach(requireNothingLeft);
      else if (!phase.includes("preview")) requireSameEnd(...worlds);
      if (phase === "preview, nothing to do") {
        sameResources = await stack.previewSameResources(args.repeats);
        sameResources.forEach((cost) => {
          report(args, "the same resources, nothing to do", "pulumi", cost);
        });
        withoutParallelDiff = await stack.previewWithoutParallelDiff(args.repeats);
        withoutParallelDiff.forEach((cost) => {
          report(args, "without PULUMI_PARALLEL_DIFF, nothing to do", "pulumi", cost);
        });
      }
      if (phase === "first up") {
        for (const one of contestants) one.stateBytes = await one.system.stateBytes();
      }
    }
  } finally {
    for (const { system, world } of contestants) {
      await system.remove();
      await world.simulators.close();
    }
  }
  const [pulumi, other] = contestants.map(({ runs, stateBytes }): SystemResult => ({
    phases: runs,
    stateBytes,
  }));
  if (pulumi === undefined || other === undefined) throw new Error("Both systems must have run.");
  return {
    mailboxes,
    pulumi,
    openTofu: other,
    sameResources: [...sameResources],
    withoutParallelDiff: [...withoutParallelDiff],
  };
}

function contestant(name: Contestant["name"], world: World, system: System): Contestant {
  return { name, world, system, runs: {}, stateBytes: 0 };
}

async function runPhase(
  { name, world, system, runs }: Contestant,
  phase: Phase,
  args: JobArgs,
): Promise<void> {
  const requests = countRequests(world.simulators);
  const cost = await system.run(phase);
  (runs[phase] ??= []).push({ ...cost, requests: requests() });
  report(args, phase, name, cost);
}

function report({ mailboxes, log }: JobArgs, phase: string, name: Contestant["name"], cost: Cost): void {
  const { wall, cpu, memory } = cost;
  log(
    `${String(mailboxes).padStart(4)} mailboxes  ${phase.padEnd(35)}  ${name.padEnd(8)}  ` +
      `${wall.toFixed(2).padStart(7)} s  ${cpu.toFixed(2).padStart(7)} s of processor time  ${(memory / 1e6).toFixed(0).padStart(5)} MB`,
  );
}
