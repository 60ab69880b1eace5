import * as pulumi from "@pulumi/pulumi";

/**
 * Has Pulumi's runtime take no stack trace of each resource and look up no source map for each line of those that it takes of promises. Nobody is shown them,
 * but they are a third of what a preview costs this program, and the engine keeps the former in the state, where they are a seventh of it.
 *
 * Errors keep their stacks: Node.js writes them, and what runs here is the source itself, without a map. Where a later runtime has other names for
 * these two, they are taken again and nothing else changes (`test/stack/lifecycle.test.ts` would say so).
 */
export function withoutStackTraces(): void {
  Reflect.deleteProperty(Error, "prepareStackTrace");
  Object.defineProperty(pulumi.Resource, "stackTrace", { value: () => [] });
}
