import { readdir, readFile } from "node:fs/promises";

/** What a process and all its descendants have used so far. */
export interface TreeUsage {
  /** Seconds of processor time, in user and system mode, of every process that was seen. */
  readonly cpuSeconds: number;
  /** The most memory that all together had at one moment, bytes; pages that several share count once. */
  readonly peakMemory: number;
}

/** Clock ticks a second, as Linux has them for user space on every architecture that Node.js runs on. */
const ticks = 100;

/**
 * Watches a process and its descendants through Linux's `/proc`, some 20 times a second.
 *
 * @returns ends the watching and gives what was seen; where there is no `/proc`, nothing.
 */
export function watchTree(root: number): () => Promise<TreeUsage | undefined> {
  const cpuOf = new Map<number, number>();
  let peakMemory = 0;
  const end = new AbortController();
  const watching = (async () => {
    for (; !end.signal.aborted; await new Promise((resolve) => setTimeout(resolve, 50))) {
      const processes = await descendants(root);
      for (const { id, cpu } of processes) cpuOf.set(id, cpu);
      const memory = await Promise.all(processes.map(({ id }) => memoryOf(id)));
      peakMemory = Math.max(
        peakMemory,
        memory.reduce((sum, bytes) => sum + bytes, 0),
      );
    }
  })();
  return async () => {
    end.abort();
    await watching;
    if (cpuOf.size === 0) return undefined;
    return { cpuSeconds: [...cpuOf.values()].reduce((sum, seconds) => sum + seconds, 0), peakMemory };
  };
}

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

/** Proportional set size: a page that three processes share counts a third in each. */
async function memoryOf(id: number): Promise<number> {
  const text = await readFile(`/proc/${id}/smaps_rollup`, "utf8").catch(() => "");
  return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) * 1024;
}
