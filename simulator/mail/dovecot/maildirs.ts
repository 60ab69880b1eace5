import { randomUUID } from "node:crypto";
import { chown, mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { DovecotAccount } from "./account.ts";
import { maildirOf } from "./configuration.ts";
import type { DovecotPaths } from "./configuration.ts";

/** Where mail arrives. */
export interface Maildirs {
  /**
   * Puts a mail into a mailbox's inbox, where Dovecot finds it at once, also for a client that waits by IDLE.
   *
   * @param address The mailbox's primary address.
   * @param raw The mail as it is sent, with its header.
   */
  deliver(address: string, raw: string | Buffer): Promise<void>;
}

/** Makes an empty maildir for each mailbox. */
export async function createMaildirs(
  paths: Pick<DovecotPaths, "mail">,
  addresses: readonly string[],
  { uid, gid }: DovecotAccount,
): Promise<Maildirs> {
  for (const address of addresses) {
    const maildir = maildirOf(paths, address);
    const folders = ["tmp", "new", "cur"].map((name) => join(maildir, name));
    for (const folder of folders) await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const folder of [dirname(maildir), maildir, ...folders]) await chown(folder, uid, gid);
  }
  return {
    async deliver(address, raw) {
      const maildir = maildirOf(paths, address);
      const name = `${Date.now()}.${randomUUID()}.loopback`;
      const written = join(maildir, "tmp", name);
      await writeFile(written, raw, { mode: 0o600 });
      await chown(written, uid, gid);
      // Only a mail that is whole may appear in `new`.
      await rename(written, join(maildir, "new", name));
    },
  };
}
