import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { PartDefinition } from "../parts.ts";
import { runProgram } from "../runProgram.ts";

const installTimeout = 10 * 60_000;

/**
 * Lets an official CLI install an official plugin into a Pulumi home of its own.
 *
 * @param programs - folders with the CLI and its companions
 * @param home - folder that becomes the Pulumi home
 * @returns the folder that holds the plugin.
 * @throws Error with the CLI's own words when it fails.
 */
export async function installPlugin(
  programs: readonly string[],
  home: string,
  definition: PartDefinition,
  searchPath: string,
): Promise<string> {
  const { name, version } = definition;
  await runProgram("pulumi", ["plugin", "install", "resource", name, version, "--exact"], {
    environment: {
      PATH: [...programs, searchPath].join(delimiter),
      PULUMI_HOME: home,
      PULUMI_SKIP_UPDATE_CHECK: "true",
    },
    timeout: installTimeout,
  });
  const folder = join(home, "plugins", `resource-${name}-v${version}`);
  if (!existsSync(folder)) {
    throw new Error(`pulumi plugin install resource ${name} ${version} left no folder ${folder}.`);
  }
  return folder;
}
