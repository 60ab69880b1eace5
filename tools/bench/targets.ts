import { markdownTable } from "../markdownTable.ts";
import { medianOf, type Results } from "./results.ts";

type Scale = Results["scales"][number];

/** What this stack should cost, and how to read it from the results: undefined where it was not measured. */
const targets: readonly {
  readonly what: string;
  /** The most that it should be. */
  readonly most: number;
  readonly unit: string;
  readonly of: (results: Results) => number | undefined;
}[] = [
  {
    what: "preview of 50 with nothing to do, against a plan without refresh",
    ...{ most: 1.3, unit: "×", of: (results) => ratio(at(results, 50), "preview, nothing to do") },
  },
  {
    what: "preview of 50 with nothing to do, against a plan as OpenTofu makes it by itself",
    ...{ most: 1, unit: "×", of: (results) => ratio(at(results, 50), "preview with refresh, nothing to do") },
  },
  {
    what: "preview of 200 with nothing to do, against a plan without refresh",
    ...{ most: 1, unit: "×", of: (results) => ratio(at(results, 200), "preview, nothing to do") },
  },
  {
    what: "preview of 200 with nothing to do, against a plan as OpenTofu makes it by itself",
    ...{
      most: 1,
      unit: "×",
      of: (results) => ratio(at(results, 200), "preview with refresh, nothing to do"),
    },
  },
  { what: "one mailbox more in such a preview, from 10 to 50", most: 40, unit: "ms", of: marginal },
  {
    what: "such a preview of 1",
    ...{ most: 2.1, unit: "s", of: (results) => previewSeconds(at(results, 1)) },
  },
  { what: "first up of 50", most: 1, unit: "×", of: firstUp },
  {
    what: "requests to XCALLY of one mailbox more, first up, from 10 to 50",
    ...{ most: 6, unit: "", of: (results) => requests(results, "first up") },
  },
  {
    what: "requests to XCALLY of one mailbox more, refresh, from 10 to 50",
    ...{ most: 2, unit: "", of: (results) => requests(results, "preview with refresh, nothing to do") },
  },
  {
    what: "state on disk, a mailbox of 50",
    ...{ most: 20, unit: "kB", of: (results) => perMailbox(at(results, 50)) },
  },
  {
    what: "most memory, preview of 200 with nothing to do",
    ...{ most: 600, unit: "MB", of: (results) => memory(at(results, 200)) },
  },
];

/** The targets with what was measured, and whether it is reached. */
export function describeTargets(results: Results): string {
  return markdownTable(
    targets.map(({ what, most, unit, of }) => {
      const measured = of(results);
      const text = (number: number) => `${Number(number.toPrecision(3))} ${unit}`.trim();
      return {
        target: what,
        "at most": text(most),
        measured: measured === undefined ? "" : text(measured),
        reached: measured === undefined ? "" : measured <= most ? "yes" : "no",
      };
    }),
  );
}

function at({ scales }: Results, mailboxes: number): Scale | undefined {
  return scales.find((scale) => scale.mailboxes === mailboxes);
}

/** Our preview with nothing to do, without a refresh, against theirs of that phase. */
function ratio(
  scale: Scale | undefined,
  theirs: "preview, nothing to do" | "preview with refresh, nothing to do",
): number | undefined {
  if (scale === undefined) return undefined;
  return quotient(
    medianOf(scale.pulumi, "preview, nothing to do", "wall"),
    medianOf(scale.openTofu, theirs, "wall"),
  );
}

function firstUp(results: Results): number | undefined {
  const scale = at(results, 50);
  if (scale === undefined) return undefined;
  return quotient(medianOf(scale.pulumi, "first up", "wall"), medianOf(scale.openTofu, "first up", "wall"));
}

function marginal(results: Results): number | undefined {
  const [few, many] = [10, 50].map((mailboxes) => previewSeconds(at(results, mailboxes)));
  return few === undefined || many === undefined ? undefined : ((many - few) / 40) * 1000;
}

function previewSeconds(scale: Scale | undefined): number | undefined {
  return scale && medianOf(scale.pulumi, "preview, nothing to do", "wall");
}

/** What one mailbox more adds; the lists, one each for all mailboxes, are no mailbox's. */
function requests(
  results: Results,
  phase: "first up" | "preview with refresh, nothing to do",
): number | undefined {
  const [few, many] = [10, 50].map(
    (mailboxes) => at(results, mailboxes)?.pulumi.phases[phase]?.[0]?.requests,
  );
  const sum = (counts: NonNullable<typeof few>) => counts["XCALLY reads"] + counts["XCALLY writes"];
  return few && many && (sum(many) - sum(few)) / 40;
}

function perMailbox(scale: Scale | undefined): number | undefined {
  return scale && scale.pulumi.stateBytes / scale.mailboxes / 1000;
}

function memory(scale: Scale | undefined): number | undefined {
  const bytes = scale && medianOf(scale.pulumi, "preview, nothing to do", "memory");
  return bytes === undefined ? undefined : bytes / 1e6;
}

function quotient(ours: number | undefined, theirs: number | undefined): number | undefined {
  return ours === undefined || theirs === undefined ? undefined : ours / theirs;
}
