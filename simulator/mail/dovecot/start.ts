import { chown, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openOrCleanUp } from "../../shared/cleanup.ts";
import type { MailAccess } from "../access.ts";
import { startAuthenticationEndpoint } from "./authenticationEndpoint.ts";
import { dovecotConfiguration, dovecotPaths } from "./configuration.ts";
import { findDovecot } from "./find.ts";
import { authenticationScript } from "./lua.ts";
import { createMaildirs } from "./maildirs.ts";
import type { Maildirs } from "./maildirs.ts";
import { greeting, runDovecot } from "./program.ts";

/** How long Dovecot may take until it answers, in milliseconds; on a quiet machine it takes a tenth of a second. */
const startDeadlineMs = 30_000;

/** A running Dovecot. */
export interface Dovecot {
  /** Sockets on which it answers, without TLS. */
  readonly sockets: { readonly imap: string; readonly pop3: string };
  readonly maildirs: Maildirs;
  /** The end of its log, for a test that wonders. */
  log(): string;
  /** Stops it and deletes all mail. */
  close(): Promise<void>;
}

/**
 * Runs Dovecot from a new temporary folder, as an ordinary user, until it is closed or this process ends.
 *
 * @param addresses The mailboxes that there are, by their primary addresses.
 * @throws Error One sentence where Dovecot is missing or does not start.
 */
export async function startDovecot(access: MailAccess, addresses: readonly string[]): Promise<Dovecot> {
  const found = findDovecot();
  if (!found.found) throw new Error(`Could not start the mail server: ${found.reason}.`);
  return openOrCleanUp(async (cleanup) => {
    const { account } = found;
    const endpoint = await startAuthenticationEndpoint(access);
    cleanup.add(endpoint.close);
    const folder = await mkdtemp(join(tmpdir(), "mail-server-"));
    cleanup.add(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
    const paths = dovecotPaths(folder);
    for (const path of [paths.base, paths.state, paths.mail]) await mkdir(path);
    for (const path of [folder, paths.base, paths.state, paths.mail])
      await chown(path, account.uid, account.gid);
    await writeFile(paths.configuration, dovecotConfiguration(paths, account));
    await writeFile(paths.lua, authenticationScript(endpoint.url));
    const maildirs = await createMaildirs(paths, addresses, account);

    const program = runDovecot(paths.configuration, account);
    // What it still writes into its folder must have ended before the folder is deleted.
    const close = async () => {
      await program.stop();
      await cleanup.run();
    };
    try {
      await Promise.all([paths.imap, paths.pop3].map((socket) => greeting(socket, program, startDeadlineMs)));
    } catch (error) {
      await close();
      throw error;
    }
    return {
      sockets: { imap: paths.imap, pop3: paths.pop3 },
      maildirs,
      log: () => program.log(),
      close,
    };
  });
}
