import { existsSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { basename, delimiter, dirname, join } from "node:path";
import { pulumiVersion } from "../pins.ts";
import { executable } from "../platform.ts";
import { messageOf } from "../progress.ts";
import { runProgram } from "../runProgram.ts";

/** A Pulumi that is installed on this machine. */
export interface InstalledPulumi {
  /** Folder with the programs. */
  readonly folder: string;
  readonly version: string;
}

const answerTimeout = 10_000;

/**
 * Looks for a Pulumi that can serve: the first `pulumi` of the search path, of version 3, not older than ours, with
 * its Node language host beside it. Engines of clones and npm's wrapper (which would start a download) are passed by.
 *
 * @returns the installation, a sentence why the one that is there cannot serve, or undefined where there is none.
 */
export async function pulumiOnPath(searchPath: string): Promise<InstalledPulumi | string | undefined> {
  const program = searchPath
    .split(delimiter)
    .filter(
      (folder) => folder !== "" && !/[\\/](\.engine[\\/]bin|node_modules[\\/]\.bin)[\\/]?$/.test(folder),
    )
    .map((folder) => join(folder, executable("pulumi")))
    .find((file) => existsSync(file));
  if (program === undefined) return undefined;

  let version: string;
  try {
    version = await suitableVersion(program);
  } catch (error) {
    return messageOf(error);
  }
  const languageHost = executable("pulumi-language-nodejs");
  const folder = [dirname(await realpath(program)), dirname(program)].find(
    (candidate) =>
      existsSync(join(candidate, languageHost)) && existsSync(join(candidate, basename(program))),
  );
  return folder === undefined
    ? `${program} is Pulumi ${version}, but its Node language host (${languageHost}) is not beside it.`
    : { folder, version };
}

/**
 * Asks a `pulumi` for its version.
 *
 * @throws Error when it gives none, or one that cannot serve: a pre-release, another major version, an older one.
 */
export async function suitableVersion(program: string): Promise<string> {
  const answer = await runProgram(program, ["version"], {
    environment: { PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeout: answerTimeout,
  });
  const version = /^v?(\d+\.\d+\.\d+)$/m.exec(answer.trim())?.[1];
  if (version === undefined) {
    throw new Error(`${program} is not a released Pulumi: its version is "${answer.trim().slice(0, 40)}".`);
  }
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  const [wantedMajor = 0, wantedMinor = 0, wantedPatch = 0] = pulumiVersion.split(".").map(Number);
  const newEnough = minor > wantedMinor || (minor === wantedMinor && patch >= wantedPatch);
  if (major !== wantedMajor || !newEnough) {
    throw new Error(`${program} is Pulumi ${version}; ${pulumiVersion} or a newer 3.x is needed.`);
  }
  return version;
}
