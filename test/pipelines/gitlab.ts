import { parse } from "yaml";
import { z } from "zod";
import { readPipelineFile } from "./files.ts";

const job = z.object({
  before_script: z.array(z.string()).default([]),
  script: z.array(z.string()).optional(),
  environment: z.object({ name: z.string() }).optional(),
});

/** A job of GitLab CI, ready to be run for one stack. */
export interface Job {
  readonly environment: string;
  /** One script, as the runner makes it: what comes before, and then the job's own lines. */
  readonly run: string;
}

/** Reads a job of `pipelines/gitlab/pipeline.yaml`, with what it inherits. */
export function readJob(name: string, stack: string): Job {
  const pipeline = z.record(z.string(), z.unknown()).parse(parse(readPipelineFile("gitlab/pipeline.yaml")));
  const inherited = job.parse(pipeline[".stack"]);
  const own = job.parse(pipeline[name]);
  return {
    environment: (own.environment?.name ?? "").replace("$STACK", stack),
    run: [...inherited.before_script, ...(own.script ?? [])].join("\n"),
  };
}
