import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** Programs of others in front of the PATH, played by the scripts of this folder. */
export interface StandIns {
  /** To be added to the environment; PATH is that of this process with the stand-ins first. */
  readonly environment: Readonly<Record<string, string>>;
  /** What the stand-in of the Azure CLI has made, by kind, each with the options that it was given. */
  azure(): Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
  /** Command lines that the recording stand-ins have had, without their program. */
  calls(program: string): readonly string[];
}

const azureSchema = z.record(z.string(), z.array(z.record(z.string(), z.string())));

/**
 * Writes the stand-ins into a folder of their own.
 *
 * @param recording programs that only note their arguments, with the shell commands that they run besides.
 * @param searchPath where real programs are looked for.
 */
export function installStandIns(
  folder: string,
  recording: Readonly<Record<string, string>>,
  searchPath = process.env["PATH"] ?? "",
): StandIns {
  const bin = join(folder, "bin");
  const state = join(folder, "azure.json");
  mkdirSync(bin, { recursive: true });
  const write = (name: string, script: string) => {
    writeFileSync(join(bin, name), `#!/usr/bin/env bash\n${script}\n`, { mode: 0o755 });
  };
  write("az", `exec '${process.execPath}' '${join(import.meta.dirname, "az.ts")}' "$@"`);
  for (const [name, script] of Object.entries(recording)) {
    write(name, `printf '%s\\n' "$*" >> '${join(folder, name)}.calls'\n${script}`);
  }
  return {
    environment: { PATH: `${bin}:${searchPath}`, STAND_IN_STATE: state },
    azure: () => azureSchema.parse(JSON.parse(readFileSync(state, "utf8"))),
    calls: (program) =>
      readFileSync(join(folder, `${program}.calls`), "utf8")
        .trimEnd()
        .split("\n"),
  };
}
