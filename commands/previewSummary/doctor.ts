import { z } from "zod";
import { code, count, folded } from "./markdown.ts";

const statuses = ["FAIL", "WARN", "SKIP", "PASS"] as const;

const reportSchema = z.array(
  z.object({
    status: z.enum(statuses),
    group: z.string(),
    says: z.string(),
    action: z.string().optional(),
    who: z.string().optional(),
  }),
);

/** One finding of `npm run doctor`. */
export type Finding = z.output<typeof reportSchema>[number];

/**
 * Reads the report of `npm run doctor` in JSON.
 *
 * @throws Error in one sentence when the text is none.
 */
export function readDoctorReport(text: string): readonly Finding[] {
  try {
    return reportSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new Error("This is no report of the doctor: give what npm run doctor prints in JSON.", {
      cause: error,
    });
  }
}

/**
 * The doctor's findings as Markdown: failures and warnings in the report's order, skipped checks by name below a fold.
 *
 * @param most how many findings of a status are shown whole; the others are counted.
 */
export function doctorSection(findings: readonly Finding[], most: number): string {
  const of = (status: Finding["status"]) => findings.filter((finding) => finding.status === status);
  const counts = statuses.map((status) => `${of(status).length} ${status}`).join(", ");
  const skipped = of("SKIP");
  return [
    `#### Doctor: ${counts}`,
    bullets([...of("FAIL")], most),
    bullets([...of("WARN")], most),
    skipped.length === 0 || most === 0
      ? ""
      : folded(`${count(skipped.length, "check was", "checks were")} skipped`, bullets(skipped, most)),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function bullets(findings: readonly Finding[], most: number): string {
  const shown = findings.slice(0, most).map(line);
  const left = findings.length - shown.length;
  return [
    ...shown,
    ...(left === 0 || most === 0 ? [] : [`- and ${left} more ${findings[0]?.status ?? ""}`]),
  ].join("\n");
}

function line({ status, group, says, action, who }: Finding): string {
  return [
    `- **${status}** ${code(group)} ${code(says)}`,
    ...(action === undefined ? [] : [`→ ${code(action)}`]),
    ...(who === undefined ? [] : [`(${code(who)})`]),
  ].join(" ");
}
