import { setTimeout as sleep } from "node:timers/promises";
import { lock } from "proper-lockfile";
import { codeOf } from "./progress.ts";
import type { EngineSettings } from "./settings.ts";

const pollInterval = 300;

/**
 * Does the work while this process alone holds the folder; waits, with a message, as long as another one does.
 * A lock whose owner died is taken over once it is `staleLock` old.
 */
export async function withLock<Result>(
  settings: Pick<EngineSettings, "heartbeat" | "log" | "staleLock">,
  folder: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const release = await acquire(settings, folder);
  try {
    return await work();
  } finally {
    // A compromised lock is no longer ours to release; everything is renamed into place, so no harm is done.
    await release().catch(() => undefined);
  }
}

async function acquire(
  settings: Pick<EngineSettings, "heartbeat" | "log" | "staleLock">,
  folder: string,
): Promise<() => Promise<void>> {
  let nextMessage = 0;
  for (;;) {
    try {
      return await lock(folder, {
        stale: settings.staleLock,
        onCompromised: (error) => {
          settings.log(`The lock on ${folder} was lost: ${error.message}`);
        },
      });
    } catch (error) {
      if (codeOf(error) !== "ELOCKED") throw error;
    }
    if (performance.now() >= nextMessage) {
      settings.log(`Another process is installing the engine into ${folder}: waiting for it ...`);
      nextMessage = performance.now() + settings.heartbeat;
    }
    await sleep(pollInterval);
  }
}
