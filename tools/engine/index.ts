import { dirname, join, delimiter } from "node:path";
import { checkEngine } from "./check.ts";
import type { Part } from "./parts.ts";
import { executable } from "./platform.ts";
import { engineFolder, engineSettings, type EngineSettings } from "./settings.ts";

export { checkEngine, type EngineCheck } from "./check.ts";
export type { Part, PartName, PartSource } from "./parts.ts";

/** A Pulumi engine that is ready to run. */
export interface Engine {
  /** Absolute path of the CLI. */
  readonly pulumi: string;
  /**
   * Environment variables that make the CLI use this engine and nothing else of the machine: PATH (the engine, then
   * the Node that runs this, then the PATH of this process), PULUMI_HOME, and no look for updates. Where plugins were
   * built from source the CLI is also kept from downloading others.
   */
  readonly environment: Readonly<Record<string, string>>;
  /** What the engine consists of. */
  readonly parts: readonly Part[];
}

/**
 * Makes sure that this clone has its Pulumi engine, and says where it is. Milliseconds when it is there; seconds when
 * another clone left it in the cache; otherwise a download, or a build of several minutes.
 *
 * @param options - `log` receives lines of progress; defaults to stderr
 * @throws Error that names the part which cannot be had, why, and what to do.
 */
export async function ensureEngine(options: { log?: (line: string) => void } = {}): Promise<Engine> {
  return ensureEngineIn(engineSettings(options.log === undefined ? {} : { log: options.log }));
}

/** As {@link ensureEngine}, for a clone and a cache of one's own choice. */
export async function ensureEngineIn(settings: EngineSettings): Promise<Engine> {
  let check = checkEngine(settings);
  if (!check.complete) {
    // Loaded only now: the download library alone would double the time of the usual case.
    const { installEngine } = await import("./install.ts");
    await installEngine(settings);
    check = checkEngine(settings);
    if (!check.complete) throw new Error(`The engine is incomplete: ${check.missing.join(", ")} is missing.`);
  }
  const folder = engineFolder(settings.projectFolder);
  const programs = join(folder, "bin");
  const searchPath = [programs, dirname(process.execPath), settings.searchPath].join(delimiter);
  return {
    pulumi: join(programs, executable("pulumi")),
    environment: {
      PATH: searchPath,
      PULUMI_HOME: join(folder, "home"),
      PULUMI_SKIP_UPDATE_CHECK: "true",
      ...(check.parts.some(({ source }) => source === "built") && {
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      }),
    },
    parts: check.parts,
  };
}
