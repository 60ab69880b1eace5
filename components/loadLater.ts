import { setTimeout } from "node:timers/promises";

/** Milliseconds that what has been asked of the engine gets to be sent: enough where it was measured; with fewer the engine only begins later. */
const sending = 5;

/**
 * Loads a part of the program once what has been asked of the engine until now is on its way. Node.js does nothing else while it loads, and the
 * engine has the state to read and plugins to start meanwhile.
 */
export async function loadLater<T>(load: () => Promise<T>): Promise<T> {
  await setTimeout(sending);
  return load();
}
