import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { consoleBlocks } from "./consoleBlocks.ts";
import { repository } from "./files.ts";
import { installStandIns, type StandIns } from "./standIns/install.ts";

jest.setTimeout(60_000);

const firstSection = "From an empty repository to a preview in a pull request";
let folder: string;
let standIns: StandIns;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pages-"));
  standIns = installStandIns(folder, { kubectl: `[[ "$*" != */dev/stdin ]] || cat > '${folder}/secret'` });
  for (const name of ["package.json", "pipelines", "commands"])
    symlinkSync(join(repository, name), join(folder, name));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function run(page: string, heading: string) {
  const commands = consoleBlocks(page).get(heading) ?? [];
  const script = ["set -euo pipefail", ...commands].join("\n");
  const env = { ...process.env, ...standIns.environment };
  const { status, stdout, stderr } = spawnSync("bash", ["-c", script], {
    cwd: folder,
    env,
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}

test("every command of the pages is run: here, or with the engine in engine/walk.test.ts", () => {
  expect([...consoleBlocks("pipelines.md").keys()]).toEqual([
    firstSection,
    "A new API key of XCALLY",
    "GitLab",
    "The Pulumi Kubernetes Operator",
  ]);
  expect([...consoleBlocks("manyStacks.md").keys()]).toEqual(["Many stacks"]);
});

test("GitLab's identity is made as the page says, once there is a home for the state", () => {
  const [makeState = ""] = (consoleBlocks("pipelines.md").get(firstSection) ?? []).filter((command) =>
    command.includes("state.sh"),
  );
  spawnSync("bash", ["-c", makeState], { cwd: folder, env: { ...process.env, ...standIns.environment } });
  expect(run("pipelines.md", "GitLab")).toContain("ENTRA_CLIENT_ID=");
  expect(standIns.azure()["credential"]).toHaveLength(1);
});

test("the operator gets its files, and the client secret by a pipe, in no command line", () => {
  run("pipelines.md", "The Pulumi Kubernetes Operator");
  const [app] = standIns.azure()["sp"] ?? [];
  expect(readFileSync(join(folder, "secret"), "utf8")).toBe(`secret of ${app?.["id"] ?? ""}`);
  expect(standIns.calls("kubectl")).toEqual([
    "apply -f pipelines/operator/identity.yaml",
    "create secret generic xcally-mail-entra --namespace xcally-mail --from-file clientSecret=/dev/stdin",
    "apply -f pipelines/operator/production.yaml -f pipelines/operator/review.yaml",
  ]);
});

test("the new stack of the page is made", () => {
  expect(run("manyStacks.md", "Many stacks")).toContain("Wrote Pulumi.italy.yaml.");
});
