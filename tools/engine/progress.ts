import type { EngineSettings } from "./settings.ts";

/**
 * Does one step of the work and reports it: a line at its start, one every `heartbeat` while it lasts, and one at
 * its end with the time that it took. Always plain lines, so that a log file reads like the terminal.
 */
export async function reported<Result>(
  settings: Pick<EngineSettings, "heartbeat" | "log">,
  title: string,
  doing: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const start = performance.now();
  const elapsed = () => `${((performance.now() - start) / 1000).toFixed(1)} s`;
  settings.log(`${title}: ${doing} ...`);
  const timer = setInterval(() => {
    settings.log(`${title}: still ${doing} (${elapsed()})`);
  }, settings.heartbeat);
  try {
    const result = await work();
    settings.log(`${title}: done in ${elapsed()}`);
    return result;
  } catch (error) {
    settings.log(`${title}: failed after ${elapsed()}`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** The text of anything that was thrown. */
export function messageOf(error: unknown): string {
  return hasProperty(error, "message") ? String(error.message) : String(error);
}

/** The code of a system or library error, such as ECONNREFUSED; empty where it has none. */
export function codeOf(error: unknown): string {
  return hasProperty(error, "code") ? String(error.code) : "";
}

// By shape, not by class: an error can come from another realm, as those of Node do under a test runner.
function hasProperty<Name extends string>(value: unknown, name: Name): value is Record<Name, unknown> {
  return typeof value === "object" && value !== null && name in value;
}
