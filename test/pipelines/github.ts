import { parse } from "yaml";
import { z } from "zod";
import { readPipelineFile } from "./files.ts";

const environment = z.record(z.string(), z.string()).default({});
const step = z.union([
  z.strictObject({
    uses: z.string(),
    with: z.record(z.string(), z.unknown()).optional(),
  }),
  z.strictObject({
    name: z.string().optional(),
    id: z.string().optional(),
    if: z.string().optional(),
    shell: z.literal("bash").optional(),
    run: z.string(),
    env: environment,
  }),
]);
const job = z.object({
  environment: z.string().optional(),
  permissions: z.record(z.string(), z.string()),
  env: environment,
  steps: z.array(step).optional(),
  uses: z.string().optional(),
});
const workflow = z.object({
  on: z.unknown(),
  permissions: z.strictObject({}),
  concurrency: z.strictObject({ group: z.string(), "cancel-in-progress": z.boolean() }).optional(),
  env: environment,
  jobs: z.record(z.string(), job),
});

/** A workflow of GitHub Actions, as far as the tests need it. */
export type Workflow = z.output<typeof workflow>;

/** One step of a job. */
export type Step = z.output<typeof step>;

/** Reads a workflow of `pipelines/github/`. */
export function readWorkflow(name: string): Workflow {
  return workflow.parse(parse(readPipelineFile(`github/${name}`)));
}

/** The steps of the composite action that every job begins with. */
export function readSetUp(): readonly Step[] {
  return z
    .object({ runs: z.object({ steps: z.array(step) }) })
    .parse(parse(readPipelineFile("github/setup/action.yaml"))).runs.steps;
}

/** A job, ready to be run. */
export interface Job {
  /** The environment that it runs in, which decides on its identity. */
  readonly environment: string;
  /** Its steps that are scripts, by name. */
  readonly scripts: ReadonlyMap<string, Script>;
}

/** A step that is a script. */
export interface Script {
  readonly run: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * A job with its expressions filled in.
 *
 * @param values what expressions stand for, such as `matrix.stack`; one that is not given is an error.
 */
export function readJob(
  workflowName: string,
  jobName: string,
  values: Readonly<Record<string, string>>,
): Job {
  const fill = (text: string) =>
    text.replace(/\$\{\{ *(.+?) *\}\}/g, (_, expression: string) => {
      const value = values[expression];
      if (value === undefined)
        throw new Error(`${workflowName} has the expression ${expression}, which has no value here.`);
      return value;
    });
  const filled = (texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, fill(text)]));
  const whole = readWorkflow(workflowName);
  const { environment: name, env, steps = [] } = job.parse(whole.jobs[jobName]);
  return {
    environment: fill(name ?? ""),
    scripts: new Map(
      steps.flatMap((each) =>
        "run" in each
          ? [
              [
                each.name ?? each.run,
                {
                  run: fill(each.run),
                  environment: { ...filled(whole.env), ...filled(env), ...filled(each.env) },
                },
              ] as const,
            ]
          : [],
      ),
    ),
  };
}
