import { goVersion, pulumiVersion } from "../pins.ts";
import { runProgram } from "../runProgram.ts";

const remedy =
  `Install Go ${goVersion} or newer (https://go.dev/dl/), or Pulumi ${pulumiVersion} or a newer 3.x ` +
  `(https://www.pulumi.com/docs/install/), and run it again.`;

/**
 * Makes sure that the Go on the search path can build the engine. A Go that may fetch a newer toolchain by itself
 * (GOTOOLCHAIN other than `local`, since 1.21) is good enough.
 *
 * @throws Error that says what is missing and what to do.
 */
export async function requireGo(searchPath: string): Promise<void> {
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
  if (compare(found, numbers(goVersion)) < 0 && !fetchesNewer) {
    throw new Error(
      `Building from source needs Go ${goVersion}; ${version.trim()} is on the PATH. ${remedy}`,
    );
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
