import type { Results, Run, SystemResult } from "../../../tools/bench/results.ts";

const cost = (wall: number) => ({
  ...{ wall, cpu: wall, memory: 5e8, processes: { pulumi: { cpu: wall / 2, memory: 1e8 } } },
});

const run = (wall: number): Run => ({
  ...cost(wall),
  requests: {
    "sign-in": 3,
    "Graph reads": 10,
    "Graph writes": 5,
    "XCALLY reads": 30,
    "XCALLY writes": 20,
  },
});

const system = (first: number, nothing: readonly number[]): SystemResult => ({
  stateBytes: 300_000,
  phases: { "first up": [run(first)], "preview, nothing to do": nothing.map(run) },
});

/** Figures that nobody has measured. */
export const results: Results = {
  date: "2026-11-24",
  machine: "a machine, 2 cores, 8 GB",
  versions: { Pulumi: "3.259.0", OpenTofu: "1.12.6" },
  parallel: 32,
  emptyProgram: [{ wall: 1.8, cpu: 1.9, memory: 4e8, processes: {} }],
  scales: [
    {
      mailboxes: 1,
      pulumi: system(10, [2, 9, 1]),
      openTofu: system(8, [1, 1, 1]),
      sameResources: [cost(1.5)],
      withoutParallelDiff: [cost(1.9)],
    },
    {
      mailboxes: 10,
      pulumi: system(20, [3.8]),
      openTofu: system(40, [1.9]),
      sameResources: [cost(3.6)],
      withoutParallelDiff: [cost(3.9)],
    },
  ],
};
