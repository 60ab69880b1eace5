import { join } from "node:path";
import { partFolder, publishPart, withWorkFolder } from "../partStore.ts";
import { programDefinitions, type PartDefinition } from "../parts.ts";
import { messageOf, reported } from "../progress.ts";
import type { EngineSettings } from "../settings.ts";
import { isReachable } from "./download.ts";
import { installPlugin } from "./pluginInstall.ts";

/**
 * Puts official plugins into the store with the official CLI that is there already. What cannot be had is left for the
 * build; the log says why.
 */
export async function storeOfficialPlugins(
  settings: EngineSettings,
  store: string,
  definitions: readonly PartDefinition[],
): Promise<void> {
  if (!(await isReachable(settings))) {
    settings.log(`Official plugins cannot be installed: ${settings.downloadUrl} cannot be reached.`);
    return;
  }
  const programs = programDefinitions.map((definition) => partFolder(store, definition));
  await Promise.all(
    definitions.map(async (definition) => {
      const title = `${definition.title} ${definition.version}`;
      try {
        await reported(settings, title, "installing the official plugin", () =>
          withWorkFolder(store, definition.name, async (work) => {
            const home = join(work, "home");
            const folder = await installPlugin(programs, home, definition, settings.searchPath);
            await publishPart(store, definition, folder, {
              version: definition.version,
              source: "downloaded",
              description: `official plugin ${definition.version}`,
            });
          }),
        );
      } catch (error) {
        settings.log(`The official ${definition.title} cannot be used: ${messageOf(error)}`);
      }
    }),
  );
}
