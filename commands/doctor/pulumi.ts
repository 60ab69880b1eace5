import { execFile } from "node:child_process";

/** Runs a command of the Pulumi CLI on the stack and gives what it prints. */
export type Pulumi = (...args: readonly string[]) => Promise<string>;

/** Bytes that a command may print; the configuration of a thousand mailboxes has a hundredth of it. */
const mostOutput = 64 * 1024 * 1024;

/**
 * The `pulumi` on the PATH, in the current folder.
 *
 * @param stack undefined for the one that is selected.
 */
export function pulumiOf(stack: string | undefined): Pulumi {
  const onStack = stack === undefined ? [] : ["--stack", stack];
  return (...args) => {
    const complete = [...args, "--non-interactive", ...onStack];
    return new Promise((resolve, reject) => {
      execFile("pulumi", complete, { maxBuffer: mostOutput }, (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else if (error.code === "ENOENT") {
          reject(
            new Error("There is no pulumi on the PATH: install it, or put the one of npm run engine there."),
          );
        } else {
          // Not the error itself, which holds what the command has printed, and with it secrets.
          const reason = stderr.replace(/^error: /, "").trim();
          reject(new Error(`pulumi ${complete.join(" ")} failed: ${reason}`));
        }
      });
    });
  };
}
