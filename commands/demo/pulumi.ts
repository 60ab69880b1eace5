import { spawn, type ChildProcess } from "node:child_process";
import { withoutSignIns } from "../../tools/withoutSignIns.ts";
import { createWorkspace, type Workspace } from "../../tools/workspace.ts";
import type { Engine } from "../../tools/engine/index.ts";

/** The real `pulumi` in a throw-away workspace of this clone's program. */
export interface Pulumi {
  readonly workspace: Workspace;
  /** Everything `pulumi` needs in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Runs a command with the engine's own output on the terminal. @throws Error when it fails. */
  run(...args: readonly string[]): Promise<void>;
  /** Runs a command quietly and gives what it prints. @throws Error when it fails. */
  capture(...args: readonly string[]): Promise<string>;
  /** Ends the command that runs now, in good order, and lets none begin after it. */
  stop(): void;
}

/** Prepares a workspace; nothing is run yet. */
export async function preparePulumi(
  engine: Engine,
  simulators: Readonly<Record<string, string>>,
): Promise<Pulumi> {
  const workspace = await createWorkspace("demo");
  const environment = { ...engine.environment, ...simulators, ...workspace.environment };
  let running: ChildProcess | undefined;
  let isStopped = false;
  const start = (args: readonly string[], quiet: boolean): Promise<string> => {
    if (isStopped) return Promise.reject(new Error("Stopped."));
    const child = spawn(engine.pulumi, [...args, "--stack", workspace.stack], {
      cwd: workspace.folder,
      env: { ...withoutSignIns(), ...environment },
      // With a terminal on both ends the engine draws its tree of resources, mailbox by mailbox.
      stdio: [quiet ? "ignore" : "inherit", quiet ? "pipe" : "inherit", "inherit"],
    });
    running = child;
    let printed = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => (printed += text));
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => {
        if (code === 0) resolve(printed);
        else reject(new Error(`pulumi ${args.join(" ")} failed with exit code ${code ?? "none"}.`));
      });
    });
  };
  return {
    workspace,
    environment,
    run: async (...args) => {
      console.log(`$ pulumi ${args.join(" ")}\n`);
      await start(args, false);
    },
    capture: (...args) => start(args, true),
    stop: () => {
      isStopped = true;
      running?.kill("SIGINT");
    },
  };
}
