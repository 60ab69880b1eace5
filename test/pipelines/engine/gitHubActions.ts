import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startCommentServer, type CommentServer } from "../commentServer.ts";
import { readJob } from "../github.ts";
import type { Config } from "../../stack/testStack.ts";
import { requireSuccess, startPipelineStack, type PipelineStack, type Result } from "./pipelineStack.ts";

/** GitHub Actions for the stack `test`: runs the steps of our workflows as its runners do. */
export interface GitHubActions {
  readonly stack: PipelineStack;
  readonly comments: CommentServer;
  /**
   * Runs a step of a workflow with what the runner would have set.
   *
   * @param as the subject of the job's token. Defaults to that of its environment, as docs/pipelines.md has it.
   */
  readonly step: (workflow: string, job: string, name: string, as?: string) => Promise<Result>;
  /** Runs a step that must end well. */
  readonly succeed: (workflow: string, job: string, name: string) => Promise<void>;
  /** Plan and up, with the options that a person has started the deployment with. */
  readonly deploy: (options?: string) => Promise<void>;
  /** The artifact: of what the plan's job has written, only the plan reaches the next one. */
  readonly passThePlanOn: () => Promise<void>;
  /** What the steps have written into a file of their folder. */
  readonly written: (name: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** An environment's name stands in the subject of its jobs' tokens, and so decides who they are. */
const subject = (environment: string) => `repo:contoso/mail:environment:${environment}`;

/** Starts it on the first of January 2027, with nothing deployed. Entra ID trusts the three environments of the stack. */
export async function startGitHubActions(config: Config): Promise<GitHubActions> {
  const stack = await startPipelineStack(["test-preview", "test-main", "test"].map(subject), config);
  stack.setClock("2027-01-01T08:00:00Z");
  const comments = await startCommentServer();
  let options = "";

  const step: GitHubActions["step"] = (workflow, job, name, as) => {
    const { environment, scripts } = readJob(workflow, job, {
      "matrix.stack": "test",
      "inputs.stack": "test",
      "inputs.options": options,
      "vars.ENTRA_CLIENT_ID": stack.entra.deployer.clientId,
      "vars.ENTRA_TENANT_ID": stack.entra.tenantId,
      "vars.PULUMI_BACKEND_URL": stack.stack.workspace.envVars["PULUMI_BACKEND_URL"] ?? "",
      "github.token": comments.token,
    });
    const script = scripts.get(name);
    if (script === undefined) throw new Error(`${workflow} has no step ${name} in its job ${job}.`);
    return stack.run(script.run, {
      ...comments.gitHub,
      ...stack.gitHubTokens(as ?? subject(environment)),
      GITHUB_STEP_SUMMARY: join(stack.folder, "step-summary"),
      GITHUB_OUTPUT: join(stack.folder, "step-output"),
      ...script.environment,
    });
  };
  const succeed: GitHubActions["succeed"] = async (workflow, job, name) => {
    requireSuccess(name, await step(workflow, job, name));
  };
  const written = (name: string) => readFile(join(stack.folder, name), "utf8");
  const passThePlanOn = async () => {
    const plan = await written("out/test/plan.json");
    await rm(join(stack.folder, "out"), { recursive: true });
    await mkdir(join(stack.folder, "out/test"), { recursive: true });
    await writeFile(join(stack.folder, "out/test/plan.json"), plan);
  };

  return {
    stack,
    comments,
    step,
    succeed,
    written,
    passThePlanOn,
    async deploy(given = "") {
      options = given;
      await succeed("mailStack.yaml", "plan", "Plan");
      await passThePlanOn();
      await succeed("mailStack.yaml", "up", "Up");
      options = "";
    },
    async close() {
      await comments.close();
      await stack.close();
    },
  };
}
