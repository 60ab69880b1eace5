import { join } from "node:path";
import { imapTexts } from "../exchangeTexts.ts";
import type { DovecotAccount } from "./account.ts";

/** Files and folders of one Dovecot, all below one folder. */
export interface DovecotPaths {
  /** What Dovecot keeps for itself while it runs. */
  readonly base: string;
  readonly state: string;
  /** Holds a maildir for each mailbox: see {@link maildirOf}. */
  readonly mail: string;
  readonly configuration: string;
  readonly lua: string;
  /** Sockets on which it answers IMAP and POP3 without TLS; nobody else on the machine reaches them. */
  readonly imap: string;
  readonly pop3: string;
}

/** Names the files of a Dovecot in this folder. */
export function dovecotPaths(folder: string): DovecotPaths {
  return {
    base: join(folder, "base"),
    state: join(folder, "state"),
    mail: join(folder, "mail"),
    configuration: join(folder, "dovecot.conf"),
    lua: join(folder, "authentication.lua"),
    imap: join(folder, "imap"),
    pop3: join(folder, "pop3"),
  };
}

/** The maildir of a mailbox, named by its primary address. */
export function maildirOf(paths: Pick<DovecotPaths, "mail">, address: string): string {
  return join(paths.mail, address.toLowerCase(), "Maildir");
}

/**
 * The configuration of a Dovecot 2.3 that needs no rights: every process runs as the same ordinary user, so none of them changes
 * its root folder. It listens on two sockets in its folder only; TLS and Exchange's words are added in front of it.
 */
export function dovecotConfiguration(paths: DovecotPaths, { user, group, uid, gid }: DovecotAccount): string {
  return `base_dir = ${paths.base}
state_dir = ${paths.state}
log_path = /dev/stderr
protocols = imap pop3
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no

default_internal_user = ${user}
default_internal_group = ${group}
default_login_user = ${user}
first_valid_uid = 0
first_valid_gid = 0

auth_mechanisms = xoauth2
auth_failure_delay = 0
auth_cache_size = 0
passdb {
  driver = lua
  args = file=${paths.lua} blocking=yes
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${paths.mail}/%Lu
}

mail_location = maildir:~/Maildir
mail_max_userip_connections = 0
imap_capability = ${imapTexts.capabilities}
namespace inbox {
  inbox = yes
  separator = /
${specialFolders.map(([name, use]) => folder(name, use)).join("")}}

${loginService("imap", paths.imap)}
${loginService("pop3", paths.pop3)}
# Dovecot answers slower and slower to one who fails. All tests come from one machine, so this is off.
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
`;
}

/** Folders of a new mailbox in Exchange Online, with what RFC 6154 calls them. */
const specialFolders = [
  ["Drafts", "\\Drafts"],
  ["Sent Items", "\\Sent"],
  ["Deleted Items", "\\Trash"],
  ["Junk Email", "\\Junk"],
] as const;

function folder(name: string, use: string): string {
  return `  mailbox "${name}" {
    auto = subscribe
    special_use = ${use}
  }
`;
}

function loginService(protocol: "imap" | "pop3", socket: string): string {
  const listener = (name: string) => `  inet_listener ${name} {
    port = 0
  }
`;
  return `service ${protocol}-login {
  chroot =
${listener(protocol)}${listener(`${protocol}s`)}  unix_listener ${socket} {
    mode = 0600
  }
}`;
}
