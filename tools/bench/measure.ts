import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { watchTree, type ProcessUsage } from "./processTree.ts";

/** What a command cost. */
export interface Cost {
  /** Seconds from its start to its end. */
  readonly wall: number;
  /** Seconds of processor time of the command and everything that it started. */
  readonly cpu: number;
  /** The most memory that they had together, bytes. 0 where the machine does not say. */
  readonly memory: number;
  /** What each of them used, by the names of the programs. */
  readonly processes: Readonly<Record<string, ProcessUsage>>;
}

/** How a command is run. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Runs a command to its end.
 *
 * @throws Error with the last lines that it printed when it fails: a run that failed is not a figure.
 */
export async function measure(command: Command): Promise<{ readonly cost: Cost; readonly output: string }> {
  const before = childrenCpu();
  const start = performance.now();
  const child = spawn(command.program, command.args, {
    cwd: command.folder,
    env: command.environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = child.pid === undefined ? undefined : watchTree(child.pid);
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const wall = (performance.now() - start) / 1000;
  const seen = await stop?.();
  if (code !== 0) {
    const last = output.trimEnd().split("\n").slice(-25).join("\n");
    throw new Error(
      `${command.program} ${command.args.join(" ")} ended with ${code ?? "a signal"}:\n${last}`,
    );
  }
  // Neither is whole: the kernel leaves out what a parent did not wait for, and the watching what came and went between two looks.
  const cpu = Math.max(childrenCpu() - before, seen?.cpu ?? 0);
  return { cost: { wall, cpu, memory: seen?.memory ?? 0, processes: seen?.processes ?? {} }, output };
}

/** Processor time, in seconds, of all that this process has started and waited for, as Linux accounts it; else 0. */
function childrenCpu(): number {
  try {
    const text = readFileSync("/proc/self/stat", "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[13]) + Number(fields[14])) / 100;
  } catch {
    return 0;
  }
}
