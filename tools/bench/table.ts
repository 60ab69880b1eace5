import { median, medianOf, type Results, type Run, type SystemResult } from "./results.ts";
import { markdownTable } from "../markdownTable.ts";
import { describeEveryPhase } from "./everyPhase.ts";
import { phases } from "./system.ts";
import { describeTargets } from "./targets.ts";

type Scale = Results["scales"][number];

/** All figures as Markdown. */
export function describeResults(results: Results): string {
  return [
    describeRun(results),
    describeTimes(results),
    describeOthers(results),
    describeMarginal(results),
    "Processor time of a preview with nothing to do, seconds by process:",
    describeProcesses(results),
    "Targets:",
    describeTargets(results),
    "Every phase:",
    describeEveryPhase(results),
  ].join("\n\n");
}

/** When, where and of what the figures are. */
export function describeRun({ date, machine, parallel, versions, emptyProgram, scales }: Results): string {
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const seconds = median(emptyProgram.map(({ wall }) => wall)).toFixed(1);
  const megabytes = (median(emptyProgram.map(({ memory }) => memory)) / 1e6).toFixed(0);
  return (
    `Measured on ${date}: ${machine}; ${named.join(", ")}. Medians of ${scales[0]?.pulumi.phases["preview, nothing to do"]?.length ?? 0} runs, where nothing is changed; else one run. ` +
    `Up to ${parallel} operations at a time, in plain previews as many as each system does by itself; this stack's previews with PULUMI_PARALLEL_DIFF, as pipelines/scripts/preview.sh sets it. ` +
    `A preview of a program that declares nothing takes ${seconds} s and ${megabytes} MB.`
  );
}

/** Seconds of each phase, with ratios. */
export function describeTimes({ scales }: Results): string {
  return tableOf("seconds: this stack / OpenTofu (ratio)", scales, [
    ...phases.map((phase) => [phase, (scale: Scale) => compared(scale, phase)] as const),
    [
      "preview, nothing to do, without PULUMI_PARALLEL_DIFF",
      ({ withoutParallelDiff, openTofu }) => against(withoutParallelDiff, openTofu, "preview, nothing to do"),
    ],
    [
      "preview, nothing to do, as each system makes it by itself",
      ({ withoutParallelDiff, openTofu }) =>
        against(withoutParallelDiff, openTofu, "preview with refresh, nothing to do"),
    ],
    [
      "preview, nothing to do, of a bare Pulumi program with the same resources",
      ({ sameResources, openTofu }) => against(sameResources, openTofu, "preview, nothing to do"),
    ],
  ]);
}

/** Everything but seconds. */
export function describeOthers({ scales }: Results): string {
  return tableOf("this stack / OpenTofu", scales, [
    ["state on disk, kB a mailbox", (scale) => bothOf(scale, stateOf(scale))],
    ["most memory, preview with nothing to do, MB", (scale) => bothOf(scale, memory)],
    [
      "requests to XCALLY a mailbox, first up",
      (scale) => bothOf(scale, requestsOf(scale, "first up", "XCALLY")),
    ],
    [
      "requests to Graph a mailbox, first up",
      (scale) => bothOf(scale, requestsOf(scale, "first up", "Graph")),
    ],
    [
      "requests to Graph, preview with nothing to do",
      (scale) => bothOf(scale, requestsOf({ mailboxes: 1 }, "preview, nothing to do", "Graph")),
    ],
  ]);
}

function tableOf(
  title: string,
  scales: readonly Scale[],
  rows: readonly (readonly [string, (scale: Scale) => string])[],
): string {
  return markdownTable(
    rows.map(([name, cell]) => ({
      [title]: name,
      ...Object.fromEntries(scales.map((scale) => [count(scale.mailboxes), cell(scale)])),
    })),
  );
}

const stateOf =
  ({ mailboxes }: Scale) =>
  ({ stateBytes }: SystemResult) =>
    (stateBytes / mailboxes / 1000).toFixed(1);

const count = (mailboxes: number) => `${mailboxes} mailbox${mailboxes === 1 ? "" : "es"}`;

function compared({ pulumi, openTofu }: Scale, phase: (typeof phases)[number]): string {
  return ratio(medianOf(pulumi, phase, "wall"), medianOf(openTofu, phase, "wall"));
}

function against(
  ours: Scale["sameResources"],
  openTofu: SystemResult,
  phase: (typeof phases)[number],
): string {
  if (ours.length === 0) return "";
  return ratio(median(ours.map(({ wall }) => wall)), medianOf(openTofu, phase, "wall"));
}

function ratio(ours: number | undefined, theirs: number | undefined): string {
  if (ours === undefined || theirs === undefined) return "";
  return `${ours.toFixed(1)} / ${theirs.toFixed(1)} (${(ours / theirs).toFixed(2)})`;
}

type Both = Pick<Scale, "pulumi" | "openTofu">;

const bothOf = ({ pulumi, openTofu }: Both, figure: (system: SystemResult) => string) =>
  `${figure(pulumi)} / ${figure(openTofu)}`;

function memory(system: SystemResult): string {
  return ((medianOf(system, "preview, nothing to do", "memory") ?? 0) / 1e6).toFixed(0);
}

function requestsOf(
  { mailboxes }: Pick<Scale, "mailboxes">,
  phase: (typeof phases)[number],
  server: string,
): (system: SystemResult) => string {
  return ({ phases: runs }) => {
    const [first] = runs[phase] ?? [];
    return first === undefined ? "" : (sumOf(first, server) / mailboxes).toFixed(1);
  };
}

function sumOf({ requests }: Run, server: string): number {
  return Object.entries(requests).reduce((sum, [kind, n]) => (kind.startsWith(server) ? sum + n : sum), 0);
}

/** What one mailbox more costs a preview with nothing to do, from each number of mailboxes to the next. */
export function describeMarginal({ scales }: Results): string {
  return scales
    .slice(1)
    .map((scale, index) => {
      const before = scales[index] ?? scale;
      const [ours, theirs] = (["pulumi", "openTofu"] as const).map((system) => {
        const seconds = (one: Scale) => medianOf(one[system], "preview, nothing to do", "wall") ?? NaN;
        const milliseconds = (seconds(scale) - seconds(before)) * 1000;
        return (milliseconds / (scale.mailboxes - before.mailboxes)).toFixed(0);
      });
      return `- One mailbox more in a preview with nothing to do, from ${before.mailboxes} to ${scale.mailboxes}: ${ours ?? ""} ms / ${theirs ?? ""} ms.`;
    })
    .join("\n");
}

function total(system: SystemResult): string {
  return (medianOf(system, "preview, nothing to do", "cpu") ?? NaN).toFixed(1);
}

/** Seconds of processor time of a preview with nothing to do, by process: those that took a twentieth of a second in one of them at least; and of all. */
export function describeProcesses({ scales }: Results): string {
  const runsOf = ({ pulumi, openTofu }: Scale) =>
    [pulumi, openTofu].map(({ phases: runs }) => runs["preview, nothing to do"] ?? []);
  const cpuOf = (scale: Scale, name: string) =>
    median(
      runsOf(scale)
        .map((runs) => runs.flatMap(({ processes }) => processes[name]?.cpu ?? []))
        .find((found) => found.length > 0) ?? [0],
    );
  const names = new Set(
    scales.flatMap(runsOf).flatMap((runs) => runs.flatMap(({ processes }) => Object.keys(processes))),
  );
  const shown = [...names].filter((name) => scales.some((scale) => cpuOf(scale, name) >= 0.05));
  return tableOf("process", scales, [
    ...shown.map((name) => [`\`${name}\``, (scale: Scale) => cpuOf(scale, name).toFixed(1)] as const),
    ["this stack, all together", ({ pulumi }) => total(pulumi)],
    ["OpenTofu, all together", ({ openTofu }) => total(openTofu)],
  ]);
}
