import { afterEach, beforeEach, expect } from "@jest/globals";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startMailServer } from "../../../simulator/mail/index.ts";
import type { MailServer } from "../../../simulator/mail/index.ts";
import { rejection } from "../../support/rejection.ts";
import { startIntrospection } from "./introspection.ts";
import type { IntrospectionEndpoint } from "./introspection.ts";
import { aMail, mailboxes, mailTest } from "./mailTest.ts";
import { plainWire } from "./wire.ts";

let introspection: IntrospectionEndpoint;
const running: MailServer[] = [];
beforeEach(async () => {
  introspection = await startIntrospection();
});
afterEach(async () => {
  for (const mail of running.splice(0)) await mail.close();
  await introspection.close();
});

async function start(ports = {}): Promise<MailServer> {
  const mail = await startMailServer({ introspect: introspection.url, mailboxes, ports });
  running.push(mail);
  return mail;
}

/** A process: its id, its parent's and its group's, and its command with its arguments. */
interface Process {
  readonly id: number;
  readonly parent: number;
  readonly group: number;
  readonly command: readonly string[];
}

/** All processes that run on this machine: proc(5). */
function processes(): Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const status = readFileSync(join("/proc", name, "stat"), "utf8");
        // After the name in brackets, which may have spaces: the state, the parent, the group.
        const fields = status.slice(status.lastIndexOf(")") + 2).split(" ");
        // One that has ended, and that nobody has asked yet how.
        if (fields[0] === "Z") return [];
        const command = readFileSync(join("/proc", name, "cmdline"), "utf8").split("\0");
        return [{ id: Number(name), parent: Number(fields[1]), group: Number(fields[2]), command }];
      } catch {
        // It ended meanwhile.
        return [];
      }
    });
}

/** Dovecot's master processes below a process, with their folders. */
function dovecots(parent = process.pid): { id: number; folder: string }[] {
  return processes().flatMap(({ id, parent: itsParent, command }) => {
    const configuration = command.find((part) => part.endsWith("/dovecot.conf"));
    return itsParent === parent && configuration ? [{ id, folder: dirname(configuration) }] : [];
  });
}

/** How many processes of a Dovecot there are. */
const sizeOf = (dovecot: { id: number }) => processes().filter(({ group }) => group === dovecot.id).length;

mailTest("Dovecot runs as an ordinary user, and after close neither it nor its mail is left", async () => {
  const mail = await start();
  await mail.deliver("kim@contoso.com", aMail());
  const [dovecot] = dovecots();
  if (!dovecot) throw new Error("There is no Dovecot below this process.");
  expect(statSync(join("/proc", String(dovecot.id))).uid).not.toBe(0);
  expect(readdirSync(join(dovecot.folder, "mail/kim@contoso.com/Maildir/new"))).toHaveLength(1);
  expect(sizeOf(dovecot)).toBeGreaterThan(1);
  await mail.close();
  expect(sizeOf(dovecot)).toBe(0);
  expect(existsSync(dovecot.folder)).toBe(false);
  for (const endpoint of [mail.imap, mail.pop3, mail.smtp])
    await expect(plainWire(endpoint)).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

mailTest("close ends connections that are still open", async () => {
  const mail = await start();
  const wires = await Promise.all([mail.imap, mail.pop3, mail.smtp].map(plainWire));
  await mail.close();
  for (const wire of wires) await wire.until(() => false);
});

mailTest("Dovecot ends with a process that is killed", async () => {
  const module = join(import.meta.dirname, "../../../simulator/mail/index.ts");
  const program = `
    import { startMailServer } from ${JSON.stringify(module)};
    await startMailServer({ introspect: "http://127.0.0.1:1/", mailboxes: [] });
    console.log("started");
  `;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  const [dovecot] = dovecots(child.pid ?? 0);
  if (!dovecot) throw new Error("There is no Dovecot below the other process.");
  child.kill("SIGKILL");
  while (sizeOf(dovecot) > 0) await sleep(20);
  rmSync(dovecot.folder, { recursive: true, force: true });
});

mailTest("a port can be named, and one that is taken leaves nothing open", async () => {
  const first = await start();
  const before = dovecots().length;
  for (const name of ["imap", "pop3", "smtp"] as const)
    await expect(start({ [name]: first[name].port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  expect(dovecots()).toHaveLength(before);
  const { port } = first.smtp;
  await first.close();
  expect((await start({ smtp: port })).smtp.port).toBe(port);
});

mailTest("two servers at once have mail of their own", async () => {
  const [one, other] = await Promise.all([start(), start()]);
  await one.deliver("kim@contoso.com", aMail());
  const folders = dovecots().map(({ folder }) => join(folder, "mail/kim@contoso.com/Maildir/new"));
  expect(folders.map((folder) => readdirSync(folder).length).sort()).toEqual([0, 1]);
  expect(other.imap.port).not.toBe(one.imap.port);
});

mailTest("a mailbox that does not exist is named, with those that do", async () => {
  const mail = await start();
  const message =
    "There is no mailbox info@contoso.com here; there are alex.doe@contoso.com, robin@contoso.com, kim@contoso.com, support@contoso.com.";
  expect(() => mail.mailbox("info@contoso.com")).toThrow(message);
  expect((await rejection(mail.deliver("info@contoso.com", aMail()))).message).toBe(message);
});
