import { cacheKey } from "./cacheKey.ts";
import { presentParts, readManifest } from "./manifest.ts";
import { partDefinitions, type Part, type PartName, type PartSource } from "./parts.ts";
import { engineSettings, type EngineSettings } from "./settings.ts";

/** What is installed in a clone. */
export interface EngineCheck {
  /** True when every part is there and was installed under the present pins. */
  readonly complete: boolean;
  /** The parts that are there. */
  readonly parts: readonly Part[];
  /** The parts that are not. */
  readonly missing: readonly PartName[];
  /** True when what is there was installed under other pins than those of this clone. */
  readonly outdated: boolean;
}

/** Looks at the clone's `.engine`. No network, no program is started; a few milliseconds. */
export function checkEngine(
  settings: Pick<EngineSettings, "goFolder" | "projectFolder"> = engineSettings(),
): EngineCheck {
  const manifest = readManifest(settings.projectFolder);
  const parts = manifest === undefined ? [] : presentParts(settings.projectFolder, manifest);
  const missing = partDefinitions
    .map(({ name }) => name)
    .filter((name) => !parts.some((part) => part.name === name));
  const outdated = manifest !== undefined && manifest.key !== cacheKey(settings.goFolder);
  return { complete: missing.length === 0 && !outdated, parts, missing, outdated };
}

const sources: Readonly<Record<PartSource, string>> = {
  path: "found on PATH",
  downloaded: "downloaded",
  built: "built from source",
};

/** The table that `npm run engine -- --check` prints: part, version, source, what it really is. */
export function describeCheck(check: EngineCheck): string {
  const rows = partDefinitions.map((definition) => {
    const part = check.parts.find(({ name }) => name === definition.name);
    return part === undefined
      ? [definition.title, definition.version, "MISSING", "run `npm run engine`"]
      : [definition.title, part.version, sources[part.source], part.description];
  });
  const table = [["PART", "VERSION", "SOURCE", "WHAT IT IS"], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
  if (check.outdated) {
    lines.push("", "Installed under other versions than this clone pins now: run `npm run engine`.");
  }
  return lines.join("\n");
}
