import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

/** The environment variable that marks the processes of a run: every child inherits it, in whatever process group it is. */
const markName = "INTERRUPTED_RUN";

/** A process of a run. */
export interface RunProcess {
  readonly pid: number;
  /** Its arguments, separated by spaces. */
  readonly command: string;
}

/** What to add to the environment of a run so that its processes are found again. */
export function markedBy(mark: string): Readonly<Record<string, string>> {
  return { [markName]: mark };
}

/** The processes that live with this mark, from Linux's /proc; those that have ended but were not waited for have no environment. */
export function processesOf(mark: string): readonly RunProcess[] {
  const entry = `${markName}=${mark}`;
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => contentsOf(`/proc/${pid}/environ`).split("\0").includes(entry))
    .map((pid) => ({
      pid: Number(pid),
      command: contentsOf(`/proc/${pid}/cmdline`).replaceAll("\0", " "),
    }));
}

/** `kill -9` for every process with this mark, in one go; true while there were any. */
export function killAll(mark: string): boolean {
  const found = processesOf(mark);
  for (const { pid } of found) kill(pid, "SIGKILL");
  return found.length > 0;
}

/** Kills until none is left, those included that were just being born. */
export async function killUntilGone(mark: string): Promise<void> {
  while (killAll(mark)) await wait(5);
}

/** Sends a signal to a process, or to a process group by its negative number; nothing happens where it has ended. */
export function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

/** Empty where the process has ended or is somebody else's. */
function contentsOf(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
