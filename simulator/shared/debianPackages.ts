import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const aptGet = "/usr/bin/apt-get";

/** There while systemd runs the machine: sd_booted(3). */
const systemd = "/run/systemd/system";

/**
 * Whether this process may install Debian's packages for tests: as root in a container of Debian or its like. Where systemd runs, a
 * package may start a service on the well-known ports, and that is not for a test to do.
 */
export function mayInstallPackages(): boolean {
  return process.getuid?.() === 0 && existsSync(aptGet) && !existsSync(systemd);
}

/** Installs Debian's packages. @returns what went wrong, or undefined. */
export function installPackages(packages: readonly string[]): string | undefined {
  const install = ["install", "--no-install-recommends", ...packages];
  // A fresh container has no lists of packages yet, and those of an old one name versions that are gone.
  return apt(install) && (apt(["update"]) ?? apt(install));
}

function apt(args: readonly string[]): string | undefined {
  const { status, stderr, error } = spawnSync(aptGet, ["--quiet=2", "--yes", ...args], {
    encoding: "utf8",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (status === 0) return undefined;
  const lastLine = stderr.trim().split("\n").at(-1);
  return error?.message ?? `exit code ${status ?? "unknown"}: ${lastLine ?? ""}`;
}
