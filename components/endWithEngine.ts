/**
 * Ends this process when nobody reads what it prints any more, because the engine and its language host were killed. Pulumi's own handler of
 * failures would print that it could not print, and that again, without end and with ever more memory.
 */
export function endWithEngine(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", () => {
      process.exit(1);
    });
  }
}
