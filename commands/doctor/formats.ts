import { summary, type ReportLine } from "./report.ts";

/** Ways to print the report, by the name that `--format` takes. */
export const formats = {
  /** For a terminal and for logs: a line each. */
  text: (report) =>
    [
      ...report.map((line) => `${line.status}  ${line.group.padEnd(13)}  ${line.says}${remedy(line, ": ")}`),
      summary(report),
    ].join("\n"),
  /** For another program. */
  json: (report) => JSON.stringify(report, undefined, 2),
  /** For a comment on a pull request or a summary page. */
  markdown: (report) =>
    [
      "| status | about | what | who does what |",
      "| --- | --- | --- | --- |",
      ...report.map(
        (line) =>
          `| ${line.status} | ${line.group} | ${cell(line.says)} | ${cell(remedy(line, ": ").trimStart())} |`,
      ),
      "",
      summary(report),
    ].join("\n"),
} as const satisfies Readonly<Record<string, (report: readonly ReportLine[]) => string>>;

/** The name of a format. */
export type Format = keyof typeof formats;

/** Who does what, such as ` XCALLY administrator: Create it.`; empty where nothing is to be done. */
function remedy(line: ReportLine, colon: string): string {
  return "action" in line
    ? ` ${line.who.charAt(0).toUpperCase()}${line.who.slice(1)}${colon}${line.action}`
    : "";
}

/** A text for a cell of a Markdown table. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|").replace(/\s+/g, " ");
}
