import { globSync } from "node:fs";
import { installPackages, mayInstallPackages } from "../../simulator/shared/debianPackages.ts";

/** Debian's package of the server. */
const debianPackage = "postgresql";

/** PostgreSQL's server on this machine, or in one clause why there is none. */
export type FoundPostgres =
  { readonly found: true; readonly programs: string } | { readonly found: false; readonly reason: string };

/** Looks for PostgreSQL as Debian's packages install it, the newest first; nothing is installed. */
export function findPostgres(): FoundPostgres {
  const byVersion = (one: string, other: string) => one.localeCompare(other, "en", { numeric: true });
  const programs = globSync("/usr/lib/postgresql/*/bin").toSorted(byVersion).at(-1);
  if (programs !== undefined) return { found: true, programs };
  return { found: false, reason: `PostgreSQL is missing: as root, apt-get install ${debianPackage}` };
}

/**
 * Installs PostgreSQL from Debian's packages where it is missing and this can be done; elsewhere it changes nothing and answers why.
 *
 * @param log told what is done, line by line.
 */
export function installPostgres(log: (line: string) => void): FoundPostgres {
  const before = findPostgres();
  if (before.found || !mayInstallPackages()) return before;
  log(`Installing ${debianPackage} for the tests of state backends ...`);
  const failure = installPackages([debianPackage]);
  const after = findPostgres();
  if (after.found || failure === undefined) return after;
  return { found: false, reason: `apt-get could not install it: ${failure}` };
}
