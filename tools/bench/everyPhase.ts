import { markdownTable } from "../markdownTable.ts";
import { requestKinds } from "./requests.ts";
import { median, type Results, type Run } from "./results.ts";
import { phases } from "./system.ts";

const systems = [
  { system: "pulumi", name: "this stack" },
  { system: "openTofu", name: "OpenTofu" },
] as const;

/** What each phase cost each system: seconds as median (least to most), memory, and requests by kind. */
export function describeEveryPhase({ scales }: Results): string {
  return markdownTable(
    scales.flatMap((scale) =>
      phases.flatMap((phase) =>
        systems.flatMap(({ system, name }) => {
          const runs = scale[system].phases[phase] ?? [];
          return runs.length === 0
            ? []
            : [
                {
                  mailboxes: String(scale.mailboxes),
                  phase,
                  system: name,
                  ...figures(runs, scale.mailboxes),
                },
              ];
        }),
      ),
    ),
  );
}

function figures(runs: readonly Run[], mailboxes: number): Readonly<Record<string, string>> {
  const [first] = runs;
  const requests = requestKinds.map((kind) => {
    const number = (first?.requests[kind] ?? 0) / mailboxes;
    return [`${kind} a mailbox`, String(Number(number.toFixed(1)))] as const;
  });
  return {
    runs: String(runs.length),
    seconds: spread(runs.map(({ wall }) => wall)),
    "of processor time": spread(runs.map(({ cpu }) => cpu)),
    MB: (Math.max(...runs.map(({ memory }) => memory)) / 1e6).toFixed(0),
    ...Object.fromEntries(requests),
  };
}

/** Median, and in brackets the least and the most where there were several. */
function spread(all: readonly number[]): string {
  const text = median(all).toFixed(1);
  return all.length === 1 ? text : `${text} (${Math.min(...all).toFixed(1)}-${Math.max(...all).toFixed(1)})`;
}
