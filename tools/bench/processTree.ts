import { readdir, readFile } from "node:fs/promises";
import { basename } from "node:path";

/** What a process has used, or several of one name together. */
export interface ProcessUsage {
  /** Seconds of processor time, in user and system mode, of every process that was seen. */
  readonly cpu: number;
  /** The most memory at one moment, bytes; pages that several share count once. */
  readonly memory: number;
}

/** What a process and all its descendants have used so far. */
export interface TreeUsage extends ProcessUsage {
  /** The same by the names of the programs. */
  readonly processes: Readonly<Record<string, ProcessUsage>>;
}

/** Clock ticks a second, as Linux has them for user space on every architecture that Node.js runs on. */
const ticks = 100;

/** Milliseconds between two looks, and how many of them go by until memory is looked at, for which the kernel walks all pages of a process: looking holds up what is measured. */
const pause = 150;
const looksPerMemory = 2;

/**
 * Watches a process and its descendants through Linux's `/proc`, a few times a second.
 *
 * @returns ends the watching and gives what was seen; where there is no `/proc`, nothing.
 */
export function watchTree(root: number): () => Promise<TreeUsage | undefined> {
  const seen = new Map<number, Process & { readonly name: string }>();
  const peaks = new Map<string, number>();
  let peakOfAll = 0;
  const end = new AbortController();
  const watching = (async () => {
    for (let look = 1; !end.signal.aborted; look++) {
      const processes = await descendants(root);
      for (const process of processes) {
        // One that has ended and that nobody has waited for yet has no command line any more.
        const name = (await nameOf(process.id)) || (seen.get(process.id)?.name ?? "");
        seen.set(process.id, { ...process, name });
      }
      if (look % looksPerMemory === 0) {
        const memory = new Map<string, number>();
        for (const { id } of processes) {
          const name = seen.get(id)?.name ?? "";
          memory.set(name, (memory.get(name) ?? 0) + (await memoryOf(id)));
        }
        for (const [name, bytes] of memory) peaks.set(name, Math.max(peaks.get(name) ?? 0, bytes));
        peakOfAll = Math.max(peakOfAll, sum([...memory.values()]));
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  })();
  return async () => {
    end.abort();
    await watching;
    if (seen.size === 0) return undefined;
    const all = [...seen.values()];
    const cpuOf = (some: readonly Process[]) => sum(some.map(({ cpu }) => cpu));
    return {
      cpu: cpuOf(all),
      memory: peakOfAll,
      processes: Object.fromEntries(
        [...new Set(all.map(({ name }) => name))].map((name) => [
          name,
          { cpu: cpuOf(all.filter((process) => process.name === name)), memory: peaks.get(name) ?? 0 },
        ]),
      ),
    };
  };
}

const sum = (figures: readonly number[]) => figures.reduce((total, figure) => total + figure, 0);

interface Process {
  readonly id: number;
  readonly parent: number;
  /** Seconds. */
  readonly cpu: number;
}

async function descendants(root: number): Promise<readonly Process[]> {
  const ids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = (await Promise.all(ids.map(readProcess))).filter((process) => process !== undefined);
  const found = new Set([root]);
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const { id, parent } of all) if (found.has(parent)) found.add(id);
  }
  return all.filter(({ id }) => found.has(id));
}

async function readProcess(id: number): Promise<Process | undefined> {
  const text = await readFile(`/proc/${id}/stat`, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  // The name, in brackets, may hold blanks and brackets; proc(5) numbers the fields after it from 3.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const field = (number: number) => Number(fields[number - 3]);
  return { id, parent: field(4), cpu: (field(14) + field(15)) / ticks };
}

/** What a program is called: that of Pulumi's runtime by what it runs for the engine, any other by its file. */
async function nameOf(id: number): Promise<string> {
  const commandLine = await readFile(`/proc/${id}/cmdline`, "utf8").catch(() => "");
  const runtime = /@pulumi\/pulumi\/cmd\/([\w-]+)\/index\.js/.exec(commandLine)?.[1];
  if (runtime !== undefined) return runtime === "run" ? "program" : runtime;
  return basename(commandLine.split("\0")[0] ?? "");
}

/** Proportional set size: a page that three processes share counts a third in each. */
async function memoryOf(id: number): Promise<number> {
  const text = await readFile(`/proc/${id}/smaps_rollup`, "utf8").catch(() => "");
  return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) * 1024;
}
