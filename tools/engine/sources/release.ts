import { existsSync } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { publishPart, withWorkFolder } from "../partStore.ts";
import { programDefinitions, type PartSource } from "../parts.ts";
import { pulumiVersion } from "../pins.ts";
import { executable, script } from "../platform.ts";
import { messageOf, reported } from "../progress.ts";
import type { EngineSettings } from "../settings.ts";
import { downloadRelease } from "./download.ts";
import { pulumiOnPath, suitableVersion } from "./onPath.ts";

/** Beside its programs a release has a launcher for policy packs, which is taken along where it is there. */
const companions: Readonly<Record<string, readonly string[]>> = {
  "language-nodejs": [script("pulumi-analyzer-policy")],
};

/**
 * Puts the programs of a Pulumi release into the store: of the one on the PATH, else of the official download.
 *
 * @returns false where neither can be had; the log then says why.
 */
export async function storeRelease(settings: EngineSettings, store: string): Promise<boolean> {
  const installed = await pulumiOnPath(settings.searchPath);
  if (typeof installed === "string") settings.log(`Pulumi on the PATH is not used: ${installed}`);
  if (typeof installed === "object") {
    try {
      await reported(settings, `Pulumi ${installed.version}`, `copying from ${installed.folder}`, () =>
        storePrograms(
          store,
          installed.folder,
          "path",
          `Pulumi ${installed.version} from ${installed.folder}`,
        ),
      );
      return true;
    } catch (error) {
      settings.log(`Pulumi on the PATH is not used: ${messageOf(error)}`);
    }
  }
  try {
    await reported(settings, `Pulumi ${pulumiVersion}`, `downloading from ${settings.downloadUrl}`, () =>
      withWorkFolder(store, "download", async (work) =>
        storePrograms(
          store,
          await downloadRelease(settings, work),
          "downloaded",
          `official release of Pulumi ${pulumiVersion}`,
        ),
      ),
    );
    return true;
  } catch (error) {
    settings.log(`The official download cannot be used: ${messageOf(error)}`);
    return false;
  }
}

/** Copies are tried before they count: a version manager's shim may work only where it stands. */
async function storePrograms(
  store: string,
  folder: string,
  source: PartSource,
  description: string,
): Promise<void> {
  await withWorkFolder(store, "release", async (work) => {
    for (const { name, programs } of programDefinitions) {
      await mkdir(join(work, name));
      for (const file of [...programs, ...(companions[name] ?? [])]) {
        if (existsSync(join(folder, file))) await copyFile(join(folder, file), join(work, name, file));
      }
    }
    const version = await suitableVersion(join(work, "cli", executable("pulumi")));
    for (const definition of programDefinitions) {
      await publishPart(store, definition, join(work, definition.name), { version, source, description });
    }
  });
}
