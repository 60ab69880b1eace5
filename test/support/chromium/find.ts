import { existsSync } from "node:fs";
import { installPackages, mayInstallPackages } from "../../../simulator/shared/debianPackages.ts";

/** A Chromium that tests can start, or in one clause why there is none. */
export type FoundChromium =
  { readonly found: true; readonly path: string } | { readonly found: false; readonly reason: string };

/** Where Debian's package installs it. */
const path = "/usr/bin/chromium";

/** Looks for Chromium where Debian's package installs it. Nothing is installed. */
export function findChromium(): FoundChromium {
  if (existsSync(path)) return { found: true, path };
  return { found: false, reason: `${path} is missing: as root on Debian, apt-get install chromium` };
}

/**
 * Installs Debian's Chromium where it is missing and this can be done, see {@link mayInstallPackages}: 130 MB and most of a minute.
 *
 * @param log Told what is done, line by line.
 */
export function installChromium(log: (line: string) => void): FoundChromium {
  const before = findChromium();
  if (before.found || !mayInstallPackages()) return before;
  log("Installing chromium for the tests in which a person signs in ...");
  const failure = installPackages(["chromium"]);
  const after = findChromium();
  if (after.found || failure === undefined) return after;
  return { found: false, reason: `apt-get could not install it: ${failure}` };
}
