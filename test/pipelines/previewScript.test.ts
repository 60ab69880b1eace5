import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { repository } from "./files.ts";
import { installStandIns } from "./standIns/install.ts";

/** Runs the script on its own, with these shell commands in the place of Pulumi, of `npm run preview-summary` and of the doctor. */
function preview(
  pulumi: string,
  summary: string,
  doctor = 'echo "[]"',
): { status: number | null; markdown: string } {
  const folder = mkdtempSync(join(tmpdir(), "preview-script-"));
  mkdirSync(join(folder, "pipelines"));
  cpSync(join(repository, "pipelines/scripts"), join(folder, "pipelines/scripts"), { recursive: true });
  const npm = `case "$3" in doctor) ${doctor} ;; *) ${summary} ;; esac`;
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

test.each([
  ["a doctor who has found something", 'echo "[]"; exit 1', " --doctor out/test/doctor.json"],
  ["no report of the doctor", "exit 2", ""],
])("the summary is made with %s", (_name, doctor, more) => {
  const { status, markdown } = preview("exit 0", 'shift 4; echo "$*"', doctor);
  expect({ status, markdown }).toEqual({ status: 0, markdown: `--file out/test/preview.json${more}\n` });
});
