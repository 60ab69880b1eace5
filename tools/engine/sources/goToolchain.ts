import { goVersion, pulumiVersion } from "../pins.ts";
import { runProgram } from "../runProgram.ts";

const orPulumi = `, or Pulumi ${pulumiVersion} or a newer 3.x (https://www.pulumi.com/docs/install/)`;

/**
 * Makes sure that the Go on the search path can build the engine. A Go that may fetch a newer toolchain by itself
 * (GOTOOLCHAIN other than `local`, since 1.21) is good enough.
 *
 * @param needed the oldest Go that serves. Defaults to the one for the engine.
 * @throws Error that says what is missing and what to do.
 */
export async function requireGo(searchPath: string, needed: string = goVersion): Promise<void> {
  const remedy = `Install Go ${needed} or newer (https://go.dev/dl/)${needed === goVersion ? orPulumi : ""}, and run it again.`;
  const environment = { PATH: searchPath };
  const answer = await runProgram("go", ["env", "GOVERSION", "GOTOOLCHAIN"], { environment }).catch(
    (error: unknown) => {
      throw new Error(`Building from source needs Go, and no working \`go\` is on the PATH. ${remedy}`, {
        cause: error,
      });
    },
  );
  const [version = "", toolchain = ""] = answer.trim().split("\n");
  const found = numbers(version);
  const fetchesNewer = compare(found, [1, 21, 0]) >= 0 && toolchain.trim() !== "local";
  if (compare(found, numbers(needed)) < 0 && !fetchesNewer) {
    throw new Error(`Building from source needs Go ${needed}; ${version.trim()} is on the PATH. ${remedy}`);
  }
}

function numbers(version: string): number[] {
  return (/\d+(\.\d+)*/.exec(version)?.[0] ?? "0").split(".").map(Number);
}

function compare(left: readonly number[], right: readonly number[]): number {
  for (const index of [0, 1, 2]) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
