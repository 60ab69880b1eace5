import { copyFile, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plainEnvironment } from "../environment.ts";
import { measure } from "../measure.ts";
import { mailboxesIn, rotationIn, type Phase, type System, type SystemArgs } from "../system.ts";
import type { OpenTofu } from "./install.ts";

/** The same job for OpenTofu: `main.tf` with the job's mailboxes as variables. */
export async function startOpenTofu({ world, parallel }: SystemArgs, openTofu: OpenTofu): Promise<System> {
  const { simulators, mailboxes } = world;
  const folder = await mkdtemp(join(tmpdir(), "xcally-opentofu-"));
  await copyFile(join(import.meta.dirname, "main.tf"), join(folder, "main.tf"));
  const environment = {
    ...plainEnvironment(),
    ...simulators.environment,
    ...openTofu.environment,
    TF_VAR_xcally_api_key: simulators.xcally.apiKey,
  };
  const tofu = async (...args: string[]) => {
    const command = { program: openTofu.program, args: [...args, "-no-color"], folder, environment };
    return (await measure(command)).cost;
  };
  // A plan that finds something to do is not the phase that is measured: -detailed-exitcode makes it fail.
  const plan = ["plan", "-input=false", "-detailed-exitcode"];
  const apply = ["-input=false", "-auto-approve", "-refresh=false", `-parallelism=${parallel}`];
  const commands: Readonly<Record<Phase, readonly string[]>> = {
    "first preview": ["plan", "-input=false"],
    "first up": ["apply", ...apply],
    "preview, nothing to do": [...plan, "-refresh=false"],
    "preview with refresh, nothing to do": [...plan, `-parallelism=${parallel}`],
    "change of one mailbox": ["apply", ...apply],
    "rotation of all secrets": ["apply", ...apply],
    destroy: ["destroy", ...apply],
  };
  await tofu("init", "-input=false");
  return {
    run: async (phase) => {
      const variables = {
        xcally_url: simulators.xcally.url,
        redirect_uri: `${simulators.xcally.url}/api/auth/azure/callback`,
        rotation: rotationIn(phase),
        mailboxes: Object.fromEntries(
          mailboxesIn(phase, mailboxes).map((mailbox) => [
            mailbox.key,
            {
              account_id: String(mailbox.accountId),
              display_name: mailbox.displayName,
              end_dates: mailbox.endDates,
              active_slot: mailbox.activeSlot,
            },
          ]),
        ),
      };
      await writeFile(join(folder, "terraform.tfvars.json"), JSON.stringify(variables));
      return tofu(...(commands[phase] as string[]));
    },
    stateBytes: async () => (await stat(join(folder, "terraform.tfstate"))).size,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
