import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { repository } from "./files.ts";

const scripts = readdirSync(join(repository, "pipelines/scripts"));
const run = (script: string, ...args: string[]) =>
  spawnSync(join(repository, "pipelines/scripts", script), args, { encoding: "utf8" });

test.each(scripts)("%s says how to call it, by an exit code that means nothing else", (script) => {
  const { status, stderr } = run(script);
  expect(status).toBe(2);
  expect(stderr).toMatch(new RegExp(`^Usage: pipelines/scripts/${script} STACK.*\\n$`));
});

test("no script expands an array that may be empty, which the bash 3.2 of macOS takes for an unset variable", () => {
  const all = readdirSync(join(repository, "pipelines"), { recursive: true, encoding: "utf8" });
  const shell = all.filter((name) => name.endsWith(".sh"));
  expect(shell.length).toBeGreaterThan(5);
  const texts = shell.map(
    (name) => [name, readFileSync(join(repository, "pipelines", name), "utf8")] as const,
  );
  expect(texts.filter(([, text]) => /\$\{\w+\[@\]\}/.test(text)).map(([name]) => name)).toEqual([]);
});

test("up.sh without a plan says what makes one", () => {
  const { status, stderr } = run("up.sh", "no-such-stack");
  expect(status).toBe(2);
  expect(stderr).toBe(
    "There is no plan out/no-such-stack/plan.json: run pipelines/scripts/preview.sh no-such-stack first.\n",
  );
});

test("preview.sh has resources compared side by side, unless the job says otherwise", () => {
  const folder = mkdtempSync(join(tmpdir(), "preview-"));
  try {
    cpSync(join(repository, "pipelines/scripts/preview.sh"), join(folder, "pipelines/scripts/preview.sh"));
    writeFileSync(join(folder, "pulumi"), '#!/bin/sh\necho "$PULUMI_PARALLEL_DIFF"\n', { mode: 0o755 });
    writeFileSync(join(folder, "npm"), "#!/bin/sh\necho '[]'\n", { mode: 0o755 });
    const parallelDiff = (more: object) => {
      const env = { PATH: `${folder}:${process.env["PATH"] ?? ""}`, ...more };
      spawnSync(join(folder, "pipelines/scripts/preview.sh"), ["dev"], { encoding: "utf8", env });
      return readFileSync(join(folder, "out/dev/preview.json"), "utf8");
    };
    expect([parallelDiff({}), parallelDiff({ PULUMI_PARALLEL_DIFF: "false" })]).toEqual([
      "true\n",
      "false\n",
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("up.sh has 32 things made side by side, unless the job says another number", () => {
  const folder = mkdtempSync(join(tmpdir(), "up-"));
  try {
    cpSync(join(repository, "pipelines/scripts/up.sh"), join(folder, "pipelines/scripts/up.sh"));
    mkdirSync(join(folder, "out/dev"), { recursive: true });
    writeFileSync(join(folder, "out/dev/plan.json"), "{}");
    writeFileSync(join(folder, "pulumi"), '#!/bin/sh\necho "$PULUMI_PARALLEL"\n', { mode: 0o755 });
    const parallel = (more: object) => {
      const env = { PATH: `${folder}:${process.env["PATH"] ?? ""}`, ...more };
      return spawnSync(join(folder, "pipelines/scripts/up.sh"), ["dev"], { encoding: "utf8", env }).stdout;
    };
    expect([parallel({}), parallel({ PULUMI_PARALLEL: "4" })]).toEqual(["32\n", "4\n"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
