import { installPackages, mayInstallPackages } from "../../shared/debianPackages.ts";
import { dovecotPackages, findDovecot } from "./find.ts";
import type { FoundDovecot } from "./find.ts";

/**
 * Installs Dovecot from Debian's packages where it is missing and this can be done, see {@link mayInstallPackages}. Elsewhere it changes
 * nothing and answers why.
 *
 * @param log Told what is done, line by line. Defaults to nobody.
 */
export function installDovecot(log: (line: string) => void = () => undefined): FoundDovecot {
  const before = findDovecot();
  if (before.found || !mayInstallPackages()) return before;
  log(`Installing ${dovecotPackages.join(", ")} for mail ...`);
  const failure = installPackages(dovecotPackages);
  const after = findDovecot();
  if (after.found || failure === undefined) return after;
  return { found: false, reason: `apt-get could not install it: ${failure}` };
}
