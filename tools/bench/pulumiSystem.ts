import { readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Engine } from "../engine/index.ts";
import { createWorkspace } from "../workspace.ts";
import { plainEnvironment } from "./environment.ts";
import { measure, type Cost } from "./measure.ts";
import { mailboxesIn, rotationIn, type Phase, type System, type SystemArgs } from "./system.ts";

/** This project's stack, and what it is measured by. */
export interface PulumiSystem extends System {
  /**
   * Previews a program that declares what is in the stack's state and does nothing else (`program/sameResources.ts`).
   *
   * @returns what each of the previews cost.
   */
  previewSameResources(times: number): Promise<readonly Cost[]>;
  /**
   * Previews the stack without what `pipelines/scripts/preview.sh` sets.
   *
   * @returns what each of the previews cost.
   */
  previewWithoutParallelDiff(times: number): Promise<readonly Cost[]>;
}

/** What `pipelines/scripts/preview.sh` sets. */
const ofPipelines = { PULUMI_PARALLEL_DIFF: "true" };

/** This project's stack. */
export async function startPulumi({ world, parallel }: SystemArgs, engine: Engine): Promise<PulumiSystem> {
  const { simulators, mailboxes } = world;
  const workspace = await createWorkspace("bench");
  const exported = join(workspace.folder, "state.json");
  const environment = {
    ...plainEnvironment(),
    ...engine.environment,
    ...simulators.environment,
    ...workspace.environment,
    SAME_RESOURCES: exported,
  };
  const run = async (args: readonly string[], more: Readonly<Record<string, string>> = {}) => {
    const all = [...args, "--stack", workspace.stack, "--non-interactive"];
    const command = { program: engine.pulumi, args: all, folder: workspace.folder };
    return (await measure({ ...command, environment: { ...environment, ...more } })).cost;
  };
  const repeat = async (times: number, one: () => Promise<Cost>) => {
    const costs: Cost[] = [];
    for (let index = 0; index < times; index++) costs.push(await one());
    return costs;
  };
  const preview = ["preview", "--suppress-outputs", "--expect-no-changes"];
  const apply = ["--yes", "--skip-preview", "--suppress-outputs", "--parallel", String(parallel)];
  const commands: Readonly<Record<Phase, readonly string[]>> = {
    "first preview": ["preview", "--suppress-outputs"],
    "first up": ["up", ...apply],
    "preview, nothing to do": preview,
    "preview with refresh, nothing to do": [
      ...[...preview, "--refresh", "--run-program"],
      ...["--parallel", String(parallel)],
    ],
    "change of one mailbox": ["up", ...apply],
    "rotation of all secrets": ["up", ...apply],
    destroy: ["destroy", ...apply],
  };
  await run(["stack", "init"]);
  return {
    run: async (phase) => {
      await workspace.configure({
        xcallyUrl: simulators.xcally.url,
        redirectUri: `${simulators.xcally.url}/api/auth/azure/callback`,
        // Else the destroy would be refused.
        protect: false,
        secret: { rotateNow: rotationIn(phase) },
        mailboxes: mailboxesIn(phase, mailboxes).map(({ key, address, displayName }) => ({
          ...{ key, address, displayName },
        })),
      });
      return run(commands[phase], commands[phase][0] === "preview" ? ofPipelines : {});
    },
    previewSameResources: async (times) => {
      const program = "sameResources.ts";
      await symlink(join(import.meta.dirname, "program", program), join(workspace.folder, program));
      await run(["stack", "export", "--show-secrets", "--file", exported]);
      const file = join(workspace.folder, "Pulumi.yaml");
      const project = await readFile(file, "utf8");
      const other = project.replace("main: index.ts", `main: ${program}`);
      if (other === project) throw new Error(`${file} has no line main: index.ts.`);
      await writeFile(file, other);
      const costs = await repeat(times, () => run(preview, ofPipelines));
      await writeFile(file, project);
      return costs;
    },
    previewWithoutParallelDiff: (times) => repeat(times, () => run(preview)),
    stateBytes: async () => {
      const backend = fileURLToPath(
        new URL(workspace.environment["PULUMI_BACKEND_URL"] ?? "").href.split("?")[0] ?? "",
      );
      const file = join(
        backend,
        ".pulumi",
        "stacks",
        "xcally-mail-authentication",
        `${workspace.stack}.json`,
      );
      return (await stat(file)).size;
    },
    remove: () => workspace.remove(),
  };
}
