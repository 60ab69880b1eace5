import type { Finding } from "./finding.ts";

/** The parts that the report has, each of which is looked at even where another fails. */
export const groups = ["configuration", "XCALLY", "Entra ID", "mail"] as const;
export type Group = (typeof groups)[number];

/** A finding with the part that it belongs to. */
export type ReportLine = { readonly group: Group } & Finding;

/** Whether something must be done: the command's exit code is 1 then. */
export function fails(report: readonly ReportLine[]): boolean {
  return report.some(({ status }) => status === "FAIL");
}

/** How many lines there are of each kind, such as `21 PASS, 1 WARN, 0 FAIL, 2 SKIP`. */
export function summary(report: readonly ReportLine[]): string {
  const count = (wanted: ReportLine["status"]) =>
    `${report.filter(({ status }) => status === wanted).length} ${wanted}`;
  return [count("PASS"), count("WARN"), count("FAIL"), count("SKIP")].join(", ");
}
