import { stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Engine } from "../engine/index.ts";
import { withoutSignIns } from "../withoutSignIns.ts";
import { createWorkspace } from "../workspace.ts";
import { measure } from "./measure.ts";
import { mailboxesIn, rotationIn, type Phase, type System, type SystemArgs } from "./system.ts";

/** This project's stack. */
export async function startPulumi({ world, parallel }: SystemArgs, engine: Engine): Promise<System> {
  const { simulators, mailboxes } = world;
  const workspace = await createWorkspace("bench");
  const environment = {
    ...withoutSignIns(),
    ...engine.environment,
    ...simulators.environment,
    ...workspace.environment,
  };
  const pulumi = async (...args: string[]) => {
    const all = [...args, "--stack", workspace.stack, "--non-interactive"];
    const command = { program: engine.pulumi, args: all, folder: workspace.folder, environment };
    return (await measure(command)).cost;
  };
  const apply = ["--yes", "--skip-preview", "--suppress-outputs", "--parallel", String(parallel)];
  const commands: Readonly<Record<Phase, readonly string[]>> = {
    "first preview": ["preview", "--suppress-outputs"],
    "first up": ["up", ...apply],
    "preview, nothing to do": ["preview", "--suppress-outputs", "--expect-no-changes"],
    "preview with refresh, nothing to do": [
      ...["preview", "--refresh", "--run-program", "--suppress-outputs", "--expect-no-changes"],
      ...["--parallel", String(parallel)],
    ],
    "change of one mailbox": ["up", ...apply],
    "rotation of all secrets": ["up", ...apply],
    destroy: ["destroy", ...apply],
  };
  await pulumi("stack", "init");
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
      return pulumi(...(commands[phase] as string[]));
    },
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
