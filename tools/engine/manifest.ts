import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { partDefinitions, partSchema, type Part } from "./parts.ts";
import { engineFolder } from "./settings.ts";

const manifestSchema = z.object({
  /** The cache key that the parts were installed under. */
  key: z.string(),
  parts: z.array(partSchema),
});

/** What is installed in a clone: `.engine/manifest.json`, written last, so its presence means a finished install. */
export type Manifest = z.infer<typeof manifestSchema>;

/** Path of a clone's manifest. */
export function manifestFile(projectFolder: string): string {
  return join(engineFolder(projectFolder), "manifest.json");
}

/** The manifest of a clone, or undefined where there is none that can be read. */
export function readManifest(projectFolder: string): Manifest | undefined {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(manifestFile(projectFolder), "utf8")));
  } catch {
    return undefined;
  }
}

/** The parts of a manifest whose files are all in the clone's `.engine`. */
export function presentParts(projectFolder: string, manifest: Manifest): Part[] {
  return manifest.parts.filter((part) => {
    const folder = partDefinitions.find(({ name }) => name === part.name)?.folder;
    return (
      folder !== undefined &&
      part.files.every((file) => existsSync(join(engineFolder(projectFolder), folder, file)))
    );
  });
}
