import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { assemble } from "./assemble.ts";
import { cacheKey } from "./cacheKey.ts";
import { withLock } from "./lock.ts";
import { removeUnfinished, storedPart } from "./partStore.ts";
import { cliDefinition, partDefinitions, pluginDefinitions, type PartDefinition } from "./parts.ts";
import type { EngineSettings } from "./settings.ts";
import { buildMissing } from "./sources/buildMissing.ts";
import { storeOfficialPlugins } from "./sources/plugins.ts";
import { storeRelease } from "./sources/release.ts";

/**
 * Makes the clone's `.engine` hold the whole engine: parts that the cache lacks are put there first, from the PATH, by
 * download, or by building; then the clone gets links. One process at a time per cache folder.
 *
 * @throws Error that names the part which cannot be had, why, and what to do.
 */
export async function installEngine(settings: EngineSettings): Promise<void> {
  const key = cacheKey(settings.goFolder);
  const store = join(settings.cacheFolder, key);
  await mkdir(store, { recursive: true });
  await withLock(settings, store, async () => {
    await removeUnfinished(store);
    await fill(settings, store);
    const parts = partDefinitions.flatMap((definition) => storedPart(store, definition) ?? []);
    await assemble(settings.projectFolder, store, key, parts);
  });
}

async function fill(settings: EngineSettings, store: string): Promise<void> {
  const missing = (definitions: readonly PartDefinition[]) =>
    definitions.filter((definition) => storedPart(store, definition) === undefined);
  if (storedPart(store, cliDefinition) === undefined) await storeRelease(settings, store);
  const cliSource = storedPart(store, cliDefinition)?.source;
  if (cliSource !== undefined && cliSource !== "built" && missing(pluginDefinitions).length > 0) {
    await storeOfficialPlugins(settings, store, missing(pluginDefinitions));
  }
  if (missing(partDefinitions).length > 0) {
    await buildMissing(settings, store, missing(partDefinitions));
  }
}
