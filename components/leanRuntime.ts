import * as pulumi from "@pulumi/pulumi";

/** What Node.js keeps of the stack of an error, in lines, where nobody has said otherwise. */
const defaultStackTraceLimit = 10;

/**
 * Has Pulumi's runtime leave out what it does for its own developers, with every resource and every promise, and nobody is shown: together two
 * fifths of what a preview costs the program.
 *
 * - Stack traces of each resource and each promise. The engine kept those of the resources in the state, where they were a seventh of it.
 * - Source maps for stacks: what runs here is the source itself.
 * - More than the first line of an error's stack: where it was thrown. `NODE_OPTIONS=--stack-trace-limit=30` brings the others back.
 * - Debug messages of the runtime, three for each resource. `--debug` still has those of the engine and the plugins.
 *
 * Where a later runtime has other names for these, they are done again and nothing else changes; the tests would say so.
 */
export function useLeanRuntime(): void {
  Reflect.deleteProperty(Error, "prepareStackTrace");
  if (Error.stackTraceLimit === defaultStackTraceLimit) Error.stackTraceLimit = 1;
  Object.defineProperty(pulumi.Resource, "stackTrace", { value: () => [] });
  Object.defineProperty(pulumi.log, "debug", { value: () => Promise.resolve() });
}
