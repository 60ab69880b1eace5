import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { partSchema, type Part, type PartDefinition } from "./parts.ts";

const recordFile = "part.json";
const unfinishedPrefix = ".unfinished-";

/** The part as the cache has it, or undefined where it is missing or incomplete. */
export function storedPart(store: string, definition: PartDefinition): Part | undefined {
  const folder = partFolder(store, definition);
  try {
    const part = partSchema.parse(JSON.parse(readFileSync(join(folder, recordFile), "utf8")));
    return part.files.every((file) => existsSync(join(folder, file))) ? part : undefined;
  } catch {
    return undefined;
  }
}

/** Folder of a part in the cache. */
export function partFolder(store: string, definition: PartDefinition): string {
  return join(store, definition.name);
}

/** Gives the work a folder next to the parts, on the same file system, that is gone afterwards whatever happens. */
export async function withWorkFolder<Result>(
  store: string,
  name: string,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(store, `${unfinishedPrefix}${name}-`));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Removes what a process that was killed left behind. Only for the holder of the lock. */
export async function removeUnfinished(store: string): Promise<void> {
  for (const name of await readdir(store)) {
    if (name.startsWith(unfinishedPrefix)) {
      await rm(join(store, name), { recursive: true, force: true, maxRetries: 3 });
    }
  }
}

/**
 * Makes a filled folder the part: writes its record and renames it into place, so that the part is there wholly or
 * not at all.
 *
 * @throws Error when a program of the part is not in the folder.
 */
export async function publishPart(
  store: string,
  definition: PartDefinition,
  folder: string,
  description: Pick<Part, "version" | "source" | "description">,
): Promise<Part> {
  const files = await filesBelow(folder);
  for (const program of definition.programs) {
    if (!files.includes(program)) throw new Error(`The ${definition.title} has no file ${program}.`);
    await chmod(join(folder, program), 0o755);
  }
  const part: Part = { name: definition.name, ...description, files };
  await writeFile(join(folder, recordFile), `${JSON.stringify(part, undefined, 2)}\n`);
  const target = partFolder(store, definition);
  await rm(target, { recursive: true, force: true });
  await rename(folder, target);
  return part;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}
