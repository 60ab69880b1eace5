import { spawn } from "node:child_process";

/** How a program is run. */
export interface RunOptions {
  readonly cwd?: string;
  /** Added to this process's environment; the program itself is looked up in its PATH. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The program is ended after this many milliseconds. Defaults to no limit. */
  readonly timeout?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const shownLines = 15;

/**
 * Runs a program and returns what it wrote to stdout.
 *
 * @throws Error with the last lines of its stderr when it cannot be started, fails, or runs out of time.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.environment },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: options.timeout,
      signal: options.signal,
    });
    // A program that outlives us would go on writing into a folder that the next run removes.
    const end = () => child.kill();
    process.once("exit", end);
    const output = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output.stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (output.stderr += text));
    child.once("error", (error) => {
      process.off("exit", end);
      reject(new Error(`Could not run ${program}: ${error.message}.`, { cause: error }));
    });
    child.once("close", (code, signal) => {
      process.off("exit", end);
      if (code === 0) {
        resolve(output.stdout);
        return;
      }
      const how = code === null ? `was ended by ${signal ?? "a signal"}` : `failed with exit code ${code}`;
      reject(new Error(`${program} ${args[0] ?? ""} ${how}:\n${lastLines(output.stderr || output.stdout)}`));
    });
  });
}

function lastLines(text: string): string {
  const lines = text.trimEnd().split("\n").slice(-shownLines);
  return lines.map((line) => `    ${line}`).join("\n");
}
