/**
 * `node pipelines/rotation/main.ts PREVIEW`: may this preview be carried out without anybody's approval, because it only renews secrets?
 * PREVIEW is what `pulumi preview --json` has printed. Exit code 1: no; 2: the file is no preview.
 */
import { readFileSync } from "node:fs";
import { readPreview } from "../../commands/previewSummary/readPreview.ts";
import { otherChanges } from "./onlyRotations.ts";

try {
  const others = otherChanges(readPreview(readFileSync(process.argv[2] ?? "", "utf8")));
  if (others.length > 0) {
    console.error(
      "This run may only renew secrets, and more than that would change; have the rest approved first:",
    );
    for (const line of others) console.error(`- ${line}`);
    process.exitCode = 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
