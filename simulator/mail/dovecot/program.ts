import { spawn } from "node:child_process";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { DovecotAccount } from "./account.ts";
import { dovecotProgram } from "./find.ts";

/** A running program. */
export interface Program {
  /** The end of what it wrote. */
  log(): string;
  /** Whether it has ended, by itself or because it was stopped. */
  ended(): boolean;
  /** Ends it and waits for that. */
  stop(): Promise<void>;
}

/** How much of the log is kept, in characters. */
const keptLog = 4000;

/**
 * Runs Dovecot's master process as this user. setpriv(1), which every Debian has, takes root's rights away where there are any and has
 * the kernel end Dovecot when this process ends in whatever way.
 */
export function runDovecot(configuration: string, { uid, gid }: DovecotAccount): Program {
  const dropRights = process.getuid?.() === 0 ? [`--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"] : [];
  const child = spawn(
    "setpriv",
    ["--pdeathsig=TERM", ...dropRights, "--", dovecotProgram, "-F", "-c", configuration],
    // Detached is a process group of its own, which all of Dovecot's processes stay in.
    { cwd: "/", stdio: ["ignore", "ignore", "pipe"], detached: true },
  );
  let log = "";
  let ended = false;
  const end = new Promise<void>((resolve) => {
    child.once("close", () => {
      ended = true;
      resolve();
    });
    child.once("error", (error) => {
      log += error.message;
      ended = true;
      resolve();
    });
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    log = (log + text).slice(-keptLog);
  });
  return {
    log: () => log.trim(),
    ended: () => ended,
    async stop() {
      // Asked to stop, it would take a second to do so; and no mail outlives it that could be damaged.
      const runs = child.exitCode === null && child.signalCode === null;
      if (runs && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      await end;
    },
  };
}

/**
 * Waits until something greets on a socket.
 *
 * @throws Error Where the program ends before, or the time is over.
 */
export async function greeting(socket: string, program: Program, deadlineMs: number): Promise<void> {
  const end = Date.now() + deadlineMs;
  while (!program.ended() && Date.now() < end) {
    if (await greets(socket)) return;
    await sleep(20);
  }
  const what = program.ended() ? "it ended at once" : `it did not answer within ${deadlineMs / 1000} s`;
  throw new Error(`Could not start Dovecot: ${what}. Its log ends: ${program.log()}`);
}

function greets(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const answer = (whether: boolean) => {
      socket.destroy();
      resolve(whether);
    };
    socket.once("data", () => {
      answer(true);
    });
    socket.once("error", () => {
      answer(false);
    });
    socket.once("end", () => {
      answer(false);
    });
  });
}
