import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";

/**
 * Has Pulumi's runtime leave out what it does for its own developers, with every resource and every promise, and nobody is shown (docs/speed.md
 * says what it costs).
 *
 * - Stack traces of each resource and each promise; errors have theirs. The engine kept those of the resources in the state, where they were a seventh of it.
 * - Source maps for stacks: the stack's own program is the source itself. A compiled program of others has the lines of what was compiled.
 * - Debug messages of the runtime, three for each resource. `--debug` still has those of the engine and the plugins.
 *
 * Where a later runtime has other names for these, they are done again and nothing else changes; the tests would say so.
 */
export function useLeanRuntime(): void {
  Reflect.deleteProperty(Error, "prepareStackTrace");
  Object.defineProperty(pulumi.Resource, "stackTrace", { value: () => [] });
  leavePromisesWithoutStack();
  Object.defineProperty(pulumi.log, "debug", { value: () => Promise.resolve() });
}

/** What keeps a list of promises, each with its stack, to tell of those that never end. */
interface Debuggable {
  debuggablePromise?: (...args: unknown[]) => unknown;
  /** Whether somebody looks for such a promise (PULUMI_DEBUG_PROMISE_LEAKS). */
  readonly debugPromiseLeaks?: boolean;
}

/** Keeps the list and leaves out the stacks. */
function leavePromisesWithoutStack(): void {
  const runtime = findDebuggable();
  const { debuggablePromise } = runtime;
  if (debuggablePromise === undefined || runtime.debugPromiseLeaks === true) return;
  runtime.debuggablePromise = (...args) => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
      return debuggablePromise(...args);
    } finally {
      Error.stackTraceLimit = limit;
    }
  };
}

function findDebuggable(): Debuggable {
  try {
    const sdk = createRequire(import.meta.resolve("@pulumi/pulumi"));
    return sdk("./runtime/debuggable.js") as Debuggable;
  } catch {
    return {};
  }
}
