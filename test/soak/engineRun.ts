import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { startSimulators, type Simulators } from "../../simulator/start.ts";
import { requireTrustByFile } from "../../simulator/platform.ts";
import { ensureEngine } from "../../tools/engine/index.ts";
import { withoutSignIns } from "../../tools/withoutSignIns.ts";
import { createWorkspace } from "../../tools/workspace.ts";
import type { Config } from "../stack/testStack.ts";
import { killUntilGone, markedBy, processesOf, type RunProcess } from "./processes.ts";

/** How a command of the CLI ended. */
export interface Ended {
  /** The exit code; undefined when it was killed. */
  readonly code: number | undefined;
  /** What it printed, on both streams. */
  readonly output: string;
}

/** A command of the CLI that runs. */
export interface EngineRun {
  /** The CLI's process id, and the number of its process group: that of whatever shares its terminal. */
  readonly pid: number;
  /** By which all its processes are found (`processes.ts`). */
  readonly mark: string;
  readonly ended: Promise<Ended>;
  /** Its processes that live now: CLI, language host, program, plugins. */
  readonly processes: () => readonly RunProcess[];
}

/** The real CLI as a person starts it, against stand-ins that outlive it. */
export interface InterruptibleStack extends Simulators {
  /** Writes the configuration; the server's address is added. */
  configure(config: Config): Promise<void>;
  /** Starts a command. */
  start(...args: readonly string[]): EngineRun;
  /** Runs a command to its end. */
  run(...args: readonly string[]): Promise<Ended>;
  /** `pulumi up`, to its end. */
  up(...args: readonly string[]): Promise<Ended>;
  /** Ends whatever of it still runs. */
  close(): Promise<void>;
}

/** The arguments of an `up` that asks nobody. */
export const upArguments = ["up", "--yes", "--skip-preview"] as const;

/**
 * Starts stand-ins and an empty stack; nothing is made yet.
 *
 * @param more of the environment, such as another state backend; read anew for each command.
 */
export async function startInterruptibleStack(
  more: Readonly<Record<string, string>> = {},
): Promise<InterruptibleStack> {
  requireTrustByFile();
  const engine = await ensureEngine();
  const simulators = await startSimulators({ entraMetadata: 0, entra: 0, xcally: 0 });
  const workspace = await createWorkspace("interrupted");
  const environment = {
    ...withoutSignIns(),
    ...engine.environment,
    ...simulators.environment,
    ...workspace.environment,
  };
  const marks = new Set<string>();

  const start = (...args: readonly string[]): EngineRun => {
    const mark = randomUUID();
    marks.add(mark);
    const child = spawn(engine.pulumi, [...args, "--stack", workspace.stack, "--non-interactive"], {
      cwd: workspace.folder,
      env: { ...environment, ...more, ...markedBy(mark) },
      stdio: ["ignore", "pipe", "pipe"],
      // Its own process group, as a shell gives to each command.
      detached: true,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    const ended = new Promise<Ended>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => {
        resolve({ code: code ?? undefined, output });
      });
      // What outlives a killed CLI may hold its streams open, so their end is not waited for.
      child.once("exit", (_code, signal) => {
        if (signal !== null) resolve({ code: undefined, output });
      });
    });
    return { pid: child.pid ?? 0, mark, ended, processes: () => processesOf(mark) };
  };
  const run = (...args: readonly string[]) => start(...args).ended;
  await run("stack", "init");

  return {
    ...simulators,
    configure: (config) =>
      workspace.configure({ xcallyUrl: simulators.xcally.url, protect: false, ...config }),
    start,
    run,
    up: (...args) => run(...upArguments, ...args),
    close: async () => {
      await Promise.all([...marks].map(killUntilGone));
      await Promise.all([simulators.close(), workspace.remove()]);
    },
  };
}
