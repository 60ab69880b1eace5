import { constants } from "node:fs";
import { copyFile, link, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { manifestFile, type Manifest } from "./manifest.ts";
import { partDefinitions, type Part } from "./parts.ts";
import { partFolder } from "./partStore.ts";
import { engineFolder } from "./settings.ts";

/**
 * Fills a clone's `.engine` from the cache. The Pulumi home keeps what the CLI wrote there (credentials, workspaces);
 * programs and plugins are replaced. The manifest goes first and comes back last.
 */
export async function assemble(
  projectFolder: string,
  store: string,
  key: string,
  parts: readonly Part[],
): Promise<void> {
  const engine = engineFolder(projectFolder);
  await rm(manifestFile(projectFolder), { force: true });
  await rm(join(engine, "bin"), { recursive: true, force: true });
  await rm(join(engine, "home", "plugins"), { recursive: true, force: true });
  for (const definition of partDefinitions) {
    const part = parts.find(({ name }) => name === definition.name);
    for (const file of part?.files ?? []) {
      await linkOrCopy(join(partFolder(store, definition), file), join(engine, definition.folder, file));
    }
  }
  const manifest: Manifest = { key, parts: [...parts] };
  const unfinished = `${manifestFile(projectFolder)}.unfinished`;
  await writeFile(unfinished, `${JSON.stringify(manifest, undefined, 2)}\n`);
  await rename(unfinished, manifestFile(projectFolder));
}

/**
 * A hard link costs no space, needs no right that Windows reserves (as a symbolic link does), and stays valid when the
 * cache is emptied. The CLI also finds the language host beside itself, which it would not through a symbolic link.
 */
async function linkOrCopy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  try {
    await link(from, to);
  } catch {
    // Another file system, or one without hard links.
    await copyFile(from, to, constants.COPYFILE_FICLONE);
  }
}
