import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dovecotAccount } from "./account.ts";
import type { DovecotAccount } from "./account.ts";

/** Where Debian's packages install Dovecot. */
export const dovecotProgram = "/usr/sbin/dovecot";

/** Debian's packages that the mail server needs. */
export const dovecotPackages: readonly string[] = ["dovecot-imapd", "dovecot-pop3d", "dovecot-auth-lua"];

/** What each of the packages brings, in the same order. */
const needed: readonly string[] = [
  "/usr/lib/dovecot/imap",
  "/usr/lib/dovecot/pop3",
  "/usr/lib/dovecot/modules/auth/libauthdb_lua.so",
];

/** Dovecot on this machine, or in one clause why there is none that can be used. */
export type FoundDovecot =
  | { readonly found: true; readonly version: string; readonly account: DovecotAccount }
  | { readonly found: false; readonly reason: string };

/**
 * Looks for a Dovecot 2.3 that this process may run, with IMAP, POP3 and Lua. Nothing is installed. Dovecot 2.4 has another language of
 * configuration.
 */
export function findDovecot(): FoundDovecot {
  if (process.platform !== "linux")
    return { found: false, reason: "the mail server is Dovecot from Debian's packages, which run on Linux" };
  const missing = [dovecotProgram, ...needed].find((path) => !existsSync(path));
  if (missing)
    return {
      found: false,
      reason: `${missing} is missing: as root, apt-get install ${dovecotPackages.join(" ")}`,
    };
  const { stdout } = spawnSync(dovecotProgram, ["--version"], { encoding: "utf8" });
  const version = stdout.trim().split(" ")[0] ?? "";
  if (!version.startsWith("2.3."))
    return { found: false, reason: `Dovecot ${version} is installed, and 2.3 of Debian 12 is needed` };
  const account = dovecotAccount();
  if (!account) return { found: false, reason: "the user of this process has no name, which Dovecot needs" };
  return { found: true, version, account };
}
