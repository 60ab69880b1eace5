import { join, resolve } from "node:path";
import { userCacheFolder } from "./platform.ts";

/** Where the installer works and how patient it is. The defaults are for this clone; tests give their own. */
export interface EngineSettings {
  /** The clone; its `.engine` folder is filled. */
  readonly projectFolder: string;
  /** The Go modules that the parts are built from. */
  readonly goFolder: string;
  /** Shared by all clones; one folder per cache key below it. */
  readonly cacheFolder: string;
  /** Where `pulumi` and `go` are looked for: the value of PATH. */
  readonly searchPath: string;
  /** Where Pulumi's releases are downloaded from. */
  readonly downloadUrl: string;
  /** Longest wait for a connection or an answer, milliseconds. */
  readonly connectTimeout: number;
  /** Longest silence in the middle of a download, milliseconds. */
  readonly idleTimeout: number;
  /** Time between two signs of life of a long step, milliseconds. */
  readonly heartbeat: number;
  /** A lock that nobody has touched for this long is left over from a process that died, milliseconds; at least 2000. */
  readonly staleLock: number;
  /** Receives one line of progress at a time. */
  readonly log: (line: string) => void;
}

/** This clone, the user's cache folder, Pulumi's own download host; progress goes to stderr. */
export function engineSettings(changes: Partial<EngineSettings> = {}): EngineSettings {
  return {
    projectFolder: resolve(import.meta.dirname, "../.."),
    goFolder: join(import.meta.dirname, "go"),
    cacheFolder: join(userCacheFolder(), "xcally-mail-authentication", "engine"),
    searchPath: process.env["PATH"] ?? "",
    downloadUrl: "https://get.pulumi.com/releases/sdk",
    connectTimeout: 5_000,
    idleTimeout: 30_000,
    heartbeat: 15_000,
    staleLock: 30_000,
    log: (line) => process.stderr.write(`${line}\n`),
    ...changes,
  };
}

/** The folder of a clone that holds its engine. */
export function engineFolder(projectFolder: string): string {
  return join(projectFolder, ".engine");
}
