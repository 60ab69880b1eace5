import { table } from "../table.ts";
import type { Expiry } from "./report.ts";

/** Ways to print the report, by the name that `--format` takes. */
export const formats = {
  /** For a terminal. */
  text: (report) => table(rows(report)),
  /** For another program. */
  json: (report) => JSON.stringify(report, undefined, 2),
  /** For a comment or a summary page. */
  markdown: (report) => {
    const columns = Object.keys(rows(report)[0] ?? {});
    const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
    return [
      line(columns),
      line(columns.map(() => "---")),
      ...rows(report).map((row) => line(Object.values(row))),
    ].join("\n");
  },
} as const satisfies Readonly<Record<string, (report: readonly Expiry[]) => string>>;

/** The name of a format. */
export type Format = keyof typeof formats;

function rows(report: readonly Expiry[]): readonly Readonly<Record<string, string>>[] {
  return report.map(({ mailbox, address, secretExpires, daysLeft, nextRotation, status }) => ({
    mailbox,
    address,
    "secret ends": secretExpires.slice(0, 10),
    "days left": String(daysLeft),
    "next rotation": nextRotation.slice(0, 10),
    status,
  }));
}
