import { changedInputs, compare } from "./groups.ts";
import { changesGuards } from "./guards.ts";
import { code } from "./markdown.ts";
import type { Preview, Step } from "./preview.ts";

/** Changes that concern no mailbox: the connection to XCALLY, and resources that somebody has added to the program. Names only, no values. */
export function stackFacts(steps: readonly Step[]): string {
  if (steps.length === 0) return "";
  const lines = steps.map((step) => {
    const { op, urn } = step;
    const what =
      urn.type === "pulumi:providers:pulumi-nodejs"
        ? "the connection to XCALLY"
        : code(`${urn.type} ${urn.name}`);
    const names = op === "update" ? changedInputs(step) : [];
    if (op === "same" && changesGuards(step)) return `- change the protection of ${what}`;
    return `- ${op} ${what}${names.length === 0 ? "" : `: ${names.map(code).join(", ")}`}`;
  });
  // A program of somebody's own may have thousands.
  const shown = lines.slice(0, 50);
  const left = lines.length - shown.length;
  return ["#### The stack itself", [...shown, ...(left === 0 ? [] : [`- and ${left} more`])].join("\n")].join(
    "\n\n",
  );
}

/** How many resources are to be created, updated and so on. */
export function resourceCounts({ counts }: Preview): string {
  const words = Object.entries(counts)
    .toSorted(([one], [other]) => compare(one, other))
    .map(([op, number]) => `${number} ${op}`);
  return words.length === 0 ? "" : `Resources: ${words.join(", ")}.`;
}
