/** What was opened so far, to be closed together. */
export interface Cleanup {
  add(close: () => Promise<unknown>): void;
  /** Closes all that was added, and only once however often it is called. */
  run(): Promise<void>;
}

/**
 * Opens things one after the other; when one step fails, what the steps before it opened is closed again.
 *
 * @param open Does the steps and adds to the cleanup what each of them opened.
 */
export async function openOrCleanUp<T>(open: (cleanup: Cleanup) => Promise<T>): Promise<T> {
  const closers: (() => Promise<unknown>)[] = [];
  const cleanup: Cleanup = {
    add(close) {
      closers.push(close);
    },
    async run() {
      await Promise.all(closers.splice(0).map((close) => close()));
    },
  };
  try {
    return await open(cleanup);
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}
