import { readFileSync } from "node:fs";
import { join } from "node:path";

/** This clone. */
export const repository = join(import.meta.dirname, "../..");

/** A file below `pipelines/`. */
export function readPipelineFile(path: string): string {
  return readFileSync(join(repository, "pipelines", path), "utf8");
}
