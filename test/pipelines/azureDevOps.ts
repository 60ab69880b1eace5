import { parse } from "yaml";
import { z } from "zod";
import { readPipelineFile } from "./files.ts";

const eachStack = "${{ each stack in parameters.stacks }}";
const template = z.strictObject({ steps: z.array(z.record(z.string(), z.unknown())) });

/**
 * Reads a pipeline of Azure DevOps and expands what its server expands before a run: the loop over the stacks, with the stack's name
 * in it, the parameter `options`, and step templates. Every value is a text, as Azure DevOps reads YAML.
 *
 * @throws Error for an expression or a template that this function does not know, so that none stays unexpanded.
 */
export function expandedPipeline(path: string, stacks: readonly string[], options = " "): unknown {
  const expanded: unknown = JSON.parse(
    JSON.stringify(expand(parseTexts(path), stacks)).replaceAll("${{ parameters.options }}", options),
  );
  const left = /\$\{\{.*?\}\}/.exec(JSON.stringify(expanded));
  if (left !== null)
    throw new Error(`${path} has the expression ${left[0]}, which this test does not expand.`);
  return expanded;
}

function parseTexts(path: string): unknown {
  return parse(readPipelineFile(path), { schema: "failsafe" });
}

function expand(value: unknown, stacks: readonly string[]): unknown {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => expandItem(item, stacks));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, expand(inner, stacks)]));
}

function expandItem(item: unknown, stacks: readonly string[]): readonly unknown[] {
  const looped = z.strictObject({ [eachStack]: z.array(z.unknown()) }).safeParse(item);
  if (looped.success) {
    const body = JSON.stringify(looped.data[eachStack]);
    return stacks.flatMap((stack) => expand(JSON.parse(named(body, stack)), stacks));
  }
  const included = z.strictObject({ template: z.string() }).safeParse(item);
  if (included.success) return template.parse(parseTexts(`azureDevOps/${included.data.template}`)).steps;
  return [expand(item, stacks)];
}

function named(text: string, stack: string): string {
  return text
    .replaceAll("${{ stack }}", stack)
    .replaceAll("${{ replace(stack, '-', '_') }}", stack.replaceAll("-", "_"));
}

/** A step that is a script. */
export interface ScriptStep {
  readonly name: string;
  readonly run: string;
  /** The service connection that it signs in with; undefined for one that needs none. */
  readonly connection: string | undefined;
}

const taskStep = z.object({
  task: z.literal("AzureCLI@2"),
  displayName: z.string(),
  inputs: z.object({ azureSubscription: z.string(), inlineScript: z.string() }),
});
const bashStep = z.object({ bash: z.string(), displayName: z.string() });

/** The scripts of a pipeline in their order, whatever job they belong to. */
export function stepsOf(path: string, stacks: readonly string[], options?: string): readonly ScriptStep[] {
  return scriptsIn(expandedPipeline(path, stacks, options));
}

function scriptsIn(value: unknown): readonly ScriptStep[] {
  if (typeof value !== "object" || value === null) return [];
  const task = taskStep.safeParse(value).data;
  if (task !== undefined) {
    const { azureSubscription: connection, inlineScript: run } = task.inputs;
    return [{ name: task.displayName, run, connection }];
  }
  const bash = bashStep.safeParse(value).data;
  if (bash !== undefined) return [{ name: bash.displayName, run: bash.bash, connection: undefined }];
  return Object.values(value).flatMap(scriptsIn);
}
