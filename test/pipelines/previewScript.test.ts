import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { repository } from "./files.ts";
import { installStandIns } from "./standIns/install.ts";

/** Runs the script on its own, with these shell commands in the place of Pulumi and of `npm run preview-summary`. */
function preview(pulumi: string, summary: string): { status: number | null; markdown: string } {
  const folder = mkdtempSync(join(tmpdir(), "preview-script-"));
  mkdirSync(join(folder, "pipelines"));
  cpSync(join(repository, "pipelines/scripts"), join(folder, "pipelines/scripts"), { recursive: true });
  const npm = `case "$3" in doctor) echo "[]" ;; *) ${summary} ;; esac`;
  const { environment } = installStandIns(folder, { pulumi, npm });
  const { status } = spawnSync("bash", [join(folder, "pipelines/scripts/preview.sh"), "test"], {
    env: { ...process.env, ...environment },
  });
  const markdown = readFileSync(join(folder, "out/test/summary.md"), "utf8");
  rmSync(folder, { recursive: true });
  return { status, markdown };
}

const failed = "### The preview of the stack `test` failed\n\nThe log of this run says why.\n";

test.each([
  ["the preview's own exit code is that of the script", "exit 255", "echo Failed; exit 1", 255, "Failed\n"],
  [
    "a preview that went well and could not be summed up fails, and leaves no empty comment",
    "exit 0",
    "exit 2",
    1,
    failed,
  ],
  ["a preview that failed before it began says so in its comment", "exit 3", "exit 2", 3, failed],
  ["a preview that went well has its summary", "exit 0", "echo Fine", 0, "Fine\n"],
])("%s", (_name, pulumi, summary, status, markdown) => {
  expect(preview(pulumi, summary)).toEqual({ status, markdown });
});
