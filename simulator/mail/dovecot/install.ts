import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dovecotPackages, findDovecot } from "./find.ts";
import type { FoundDovecot } from "./find.ts";

const aptGet = "/usr/bin/apt-get";

/** There while systemd runs the machine: sd_booted(3). */
const systemd = "/run/systemd/system";

/**
 * Installs Dovecot from Debian's packages where it is missing and this can be done: as root in a container of Debian or its like.
 * Elsewhere it changes nothing and answers why. Where systemd runs, the packages would start Dovecot as a service on the
 * well-known ports, and that is not for a test to do.
 *
 * @param log Told what is done, line by line. Defaults to nobody.
 */
export function installDovecot(log: (line: string) => void = () => undefined): FoundDovecot {
  const before = findDovecot();
  if (before.found || process.getuid?.() !== 0 || !existsSync(aptGet) || existsSync(systemd)) return before;
  log(`Installing ${dovecotPackages.join(", ")} for the tests of mail ...`);
  const install = ["install", "--no-install-recommends", ...dovecotPackages];
  // A fresh container has no lists of packages yet, and those of an old one name versions that are gone.
  const failure = apt(install) && (apt(["update"]) ?? apt(install));
  const after = findDovecot();
  if (after.found || failure === undefined) return after;
  return { found: false, reason: `apt-get could not install it: ${failure}` };
}

/** @returns what went wrong, or undefined. */
function apt(args: readonly string[]): string | undefined {
  const { status, stderr, error } = spawnSync(aptGet, ["--quiet=2", "--yes", ...args], {
    encoding: "utf8",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (status === 0) return undefined;
  const lastLine = stderr.trim().split("\n").at(-1);
  return error?.message ?? `exit code ${status ?? "unknown"}: ${lastLine ?? ""}`;
}
