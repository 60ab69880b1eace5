import { parseArgs } from "node:util";

/** What the command was asked for. */
export interface PreviewSummaryArguments {
  /** File with the preview, `-` for the standard input. */
  readonly file: string;
  /** File with the report of `npm run doctor -- --format json`; undefined leaves it out. */
  readonly doctor: string | undefined;
}

/** How to call the command. */
export const usage = `Usage: pulumi preview --json | npm run --silent preview-summary -- [--file FILE|-] [--doctor FILE]

Turns a preview into Markdown for a pull request, grouped by mailbox. Reads what pulumi preview --json prints, also with
PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true; give pulumi preview --show-sames, or a record that only gets another retain is not seen.
--doctor adds the findings of npm run doctor in JSON. Never longer than one comment.

Exit code 1: the preview failed, and the Markdown says why; 2: there is no Markdown, because the input is no preview.`;

/** @throws Error in one sentence for an argument that is not allowed. */
export function readArguments(args: readonly string[]): PreviewSummaryArguments {
  const { values } = parseArgs({
    args: [...args],
    options: { file: { type: "string", default: "-" }, doctor: { type: "string" } },
  });
  if (values.doctor === "-" && values.file === "-") {
    throw new Error(
      "The preview and the doctor's report cannot both come from the standard input: name a file for one of them.",
    );
  }
  return { file: values.file, doctor: values.doctor };
}
