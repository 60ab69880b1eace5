import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Environment } from "./authentication.ts";

/** Whether a program of this name, such as `pwsh`, would be found on the PATH of the environment. */
export function isOnPath(name: string, environment: Environment): boolean {
  const isWindows = process.platform === "win32";
  // Windows writes the name as Path, and a copy of its environment is no longer blind to case.
  const path = Object.entries(environment).find(
    ([key]) => key === "PATH" || (isWindows && /^path$/i.test(key)),
  );
  const file = isWindows ? `${name}.exe` : name;
  return (path?.[1] ?? "").split(delimiter).some((folder) => folder !== "" && isProgram(join(folder, file)));
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
