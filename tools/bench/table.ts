import { median, medianOf, type Results, type Run, type SystemResult } from "./results.ts";
import { phases } from "./system.ts";

type Scale = Results["scales"][number];

/** The figures as Markdown: one table of times with ratios, one of everything else. */
export function describeResults(results: Results): string {
  const { scales, date, machine, parallel, versions, emptyProgram } = results;
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `Measured on ${date}, ${machine}; ${named.join(", ")}; ${parallel} operations at a time. Seconds are medians: this stack / OpenTofu (ratio).`,
    "",
    ...markdownTable(
      ["", ...scales.map(({ mailboxes }) => count(mailboxes))],
      [
        ...phases.map((phase) => [phase, ...scales.map((scale) => compared(scale, phase))]),
        ["preview, nothing to do, against OpenTofu's default plan", ...scales.map(againstDefault)],
      ],
    ),
    "",
    ...markdownTable(
      ["", ...scales.map(({ mailboxes }) => count(mailboxes))],
      [
        [
          "state on disk, kB a mailbox",
          ...scales.map(({ mailboxes, ...both }) =>
            bothOf(both, ({ stateBytes }) => (stateBytes / mailboxes / 1000).toFixed(1)),
          ),
        ],
        ["most memory, preview with nothing to do, MB", ...scales.map((both) => bothOf(both, memory))],
        [
          "requests to XCALLY a mailbox, first up",
          ...scales.map((both) => bothOf(both, requestsOf(both, "first up", "XCALLY"))),
        ],
        [
          "requests to Graph a mailbox, first up",
          ...scales.map((both) => bothOf(both, requestsOf(both, "first up", "Graph"))),
        ],
        [
          "requests to Graph, preview with nothing to do",
          ...scales.map((both) =>
            bothOf(both, requestsOf({ mailboxes: 1 }, "preview, nothing to do", "Graph")),
          ),
        ],
      ],
    ),
    "",
    ...marginal(scales),
    `A program that declares nothing: ${median(emptyProgram.map(({ wall }) => wall)).toFixed(1)} s, ` +
      `${(median(emptyProgram.map(({ memory }) => memory)) / 1e6).toFixed(0)} MB.`,
    "",
    "Processor time of a preview with nothing to do, seconds by process:",
    "",
    ...markdownTable(["", ...scales.map(({ mailboxes }) => count(mailboxes))], processRows(scales)),
  ].join("\n");
}

const count = (mailboxes: number) => `${mailboxes} mailbox${mailboxes === 1 ? "" : "es"}`;

function compared({ pulumi, openTofu }: Scale, phase: (typeof phases)[number]): string {
  return ratio(medianOf(pulumi, phase, "wall"), medianOf(openTofu, phase, "wall"));
}

function againstDefault({ pulumi, openTofu }: Scale): string {
  return ratio(
    medianOf(pulumi, "preview, nothing to do", "wall"),
    medianOf(openTofu, "preview with refresh, nothing to do", "wall"),
  );
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
function marginal(scales: readonly Scale[]): string[] {
  return scales.slice(1).map((scale, index) => {
    const before = scales[index] ?? scale;
    const each = (["pulumi", "openTofu"] as const).map((system) => {
      const [from, to] = [before, scale].map(
        (one) => medianOf(one[system], "preview, nothing to do", "wall") ?? NaN,
      );
      return (((to ?? NaN) - (from ?? NaN)) * 1000) / (scale.mailboxes - before.mailboxes);
    });
    const [ours, theirs] = each.map((milliseconds) => milliseconds.toFixed(0));
    return `One mailbox more in a preview with nothing to do, from ${before.mailboxes} to ${scale.mailboxes}: ${ours ?? ""} ms / ${theirs ?? ""} ms.`;
  });
}

/** Processes that took a twentieth of a second in one of the previews at least. */
function processRows(scales: readonly Scale[]): string[][] {
  const cpuOf = (scale: Scale, name: string) =>
    median(
      [scale.pulumi, scale.openTofu]
        .map(({ phases: runs }) =>
          (runs["preview, nothing to do"] ?? []).flatMap(({ processes }) => processes[name]?.cpu ?? []),
        )
        .find((found) => found.length > 0) ?? [0],
    );
  const names = new Set(
    scales
      .flatMap(({ pulumi, openTofu }) => [pulumi, openTofu])
      .flatMap(({ phases: runs }) =>
        (runs["preview, nothing to do"] ?? []).flatMap(({ processes }) => Object.keys(processes)),
      ),
  );
  return [...names]
    .filter((name) => scales.some((scale) => cpuOf(scale, name) >= 0.05))
    .map((name) => [`\`${name}\``, ...scales.map((scale) => cpuOf(scale, name).toFixed(1))]);
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? "---" : "---:"))), ...rows.map(line)];
}
