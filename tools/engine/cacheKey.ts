import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import * as pins from "./pins.ts";

/** Everything that decides what is installed. */
export interface CacheKeyInputs {
  readonly pins: unknown;
  readonly platform: string;
  readonly architecture: string;
  /** Folder with the Go modules; their go.mod, go.sum and .go files count. */
  readonly goFolder: string;
}

/**
 * Name of the cache folder: a hash of all pins, so that a clone with the same pins shares the folder and one with
 * other pins never does. Reads about half a megabyte of go.sum lines: a few milliseconds.
 */
export function cacheKey(goFolder: string, inputs: Partial<CacheKeyInputs> = {}): string {
  const hash = createHash("sha256");
  hash.update(
    JSON.stringify({
      pins: inputs.pins ?? { ...pins },
      platform: inputs.platform ?? process.platform,
      architecture: inputs.architecture ?? process.arch,
    }),
  );
  for (const file of goFiles(goFolder)) {
    const content = readFileSync(join(goFolder, file));
    hash.update(`\0${file.split(sep).join("/")}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex").slice(0, 20);
}

function goFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /(\.go|go\.mod|go\.sum)$/.test(file))
    .sort();
}
