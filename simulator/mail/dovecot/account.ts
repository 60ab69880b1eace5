import { spawnSync } from "node:child_process";

/** The ordinary user that Dovecot and all its processes run as. */
export interface DovecotAccount {
  readonly user: string;
  readonly group: string;
  readonly uid: number;
  readonly gid: number;
}

/** Debian gives both of these ids to everyone's least user: base-passwd(8). */
const nobody: DovecotAccount = { user: "nobody", group: "nogroup", uid: 65_534, gid: 65_534 };

/**
 * The user of this process, and `nobody` in place of root, as which Dovecot opens no mailbox. Undefined where the user or its group has
 * no name, as in a container that was started with a number: Dovecot's configuration takes names only.
 */
export function dovecotAccount(): DovecotAccount | undefined {
  const { uid, gid } = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  if (uid === 0) return nobody;
  const [user, group] = [nameOf("-un"), nameOf("-gn")];
  return user !== undefined && group !== undefined ? { user, group, uid, gid } : undefined;
}

/** What id(1) answers; it fails where there is no name. */
function nameOf(option: "-un" | "-gn"): string | undefined {
  const { status, stdout } = spawnSync("id", [option], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}
