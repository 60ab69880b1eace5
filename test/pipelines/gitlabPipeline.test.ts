import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { z } from "zod";
import { pulumiVersion } from "../../tools/engine/pins.ts";
import { readPipelineFile, repository } from "./files.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gitlab-"));
  cpSync(join(repository, "pipelines/gitlab"), folder, { recursive: true });
  spawnSync("git", ["init", "--quiet", folder]);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Jobs that GitLab would make, by gitlab-ci-local, which checks the file against GitLab's schema first. */
function jobs(...variables: string[]): Readonly<Record<string, string>> {
  const main = join(repository, "node_modules/gitlab-ci-local/dist/index.js");
  const given = ["CI_DEFAULT_BRANCH=main", "CI_COMMIT_BRANCH=main", ...variables];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [main, "--file", "pipeline.yaml", "--list-csv", ...given.flatMap((variable) => ["--variable", variable])],
    { cwd: folder, encoding: "utf8" },
  );
  expect({ status, stderr: stderr.includes("json schema validated") }).toEqual({ status: 0, stderr: true });
  const lines = stdout.split("\n").map((line) => line.split(";"));
  return Object.fromEntries(
    lines.flatMap(([name = "", , when = ""]) =>
      name.includes("[production]") ? [[name.replace(": [production]", ""), when]] : [],
    ),
  );
}

test("each event starts its own jobs and no others, and only a person starts the up", () => {
  expect(jobs("CI_PIPELINE_SOURCE=merge_request_event")).toEqual({ preview: "on_success" });
  expect(jobs("CI_PIPELINE_SOURCE=push")).toEqual({ plan: "on_success", up: "manual" });
  expect(jobs("CI_PIPELINE_SOURCE=web")).toEqual({ plan: "on_success", up: "manual" });
  expect(jobs("CI_PIPELINE_SOURCE=schedule", "TASK=nightly")).toEqual({
    drift: "on_success",
    expiry: "on_success",
  });
  expect(jobs("CI_PIPELINE_SOURCE=schedule", "TASK=rotation")).toEqual({ rotate: "on_success" });
  expect(jobs("CI_PIPELINE_SOURCE=schedule")).toEqual({});
});

test("a push ends the preview of the one before it, and nothing ends a run that changes something", () => {
  const pipeline = z.record(z.string(), z.unknown()).parse(parse(readPipelineFile("gitlab/pipeline.yaml")));
  const interruptible = Object.entries(pipeline).filter(
    ([, job]) => z.looseObject({ interruptible: z.literal(true) }).safeParse(job).success,
  );
  expect(interruptible.map(([name]) => name)).toEqual(["preview"]);
});

test("Pulumi is the version that the program is tested with", () => {
  expect(readPipelineFile("gitlab/pipeline.yaml")).toContain(`pulumi/pulumi:${pulumiVersion}\n`);
});
