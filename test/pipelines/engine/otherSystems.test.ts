import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { stepsOf } from "../azureDevOps.ts";
import { startCommentServer, type CommentServer } from "../commentServer.ts";
import { readJob } from "../gitlab.ts";
import { installStandIns } from "../standIns/install.ts";
import { requireSuccess, startPipelineStack, type PipelineStack, type Result } from "./pipelineStack.ts";

jest.setTimeout(600_000);

/** As docs/pipelines.md has it for GitLab; Azure DevOps makes the subject of a service connection by itself. */
const subject = "project_path:contoso/mail:ref_type:branch:ref:main";
let stack: PipelineStack;
let comments: CommentServer;
beforeAll(async () => {
  stack = await startPipelineStack([subject], {
    mailboxes: [{ key: "support", address: "support@contoso.com" }],
  });
  stack.setClock("2027-01-01T08:00:00Z");
  comments = await startCommentServer();
});
afterAll(async () => {
  await comments.close();
  await stack.close();
});

const heldSecret = () => stack.xcally.state.cloudProviders.get(1)?.clientSecret;

/** Runs a job of GitLab CI. */
async function gitLab(job: string): Promise<Result> {
  // The packages are linked from this clone: installing them there would remove them here.
  const standIns = installStandIns(
    `${stack.folder}/../stand-ins`,
    { npm: `[ "$1" = ci ] || PATH=\${PATH#*:} exec npm "$@"` },
    stack.stack.workspace.envVars["PATH"],
  );
  return stack.run(readJob(job, "test").run, {
    ...comments.gitLab,
    ...standIns.environment,
    GITLAB_COMMENT_TOKEN: comments.token,
    ENTRA_ID_TOKEN: await stack.token(subject),
    STACK: "test",
  });
}

/** Runs a step of Azure DevOps, with what the task AzureCLI@2 sets where it signs in. */
async function azureDevOps(pipeline: string, name: string): Promise<Result> {
  const step = stepsOf(`azureDevOps/${pipeline}`, ["test"]).find((each) => each.name === name);
  if (step === undefined) throw new Error(`${pipeline} has no step ${name}.`);
  return stack.run(step.run, {
    ...comments.azureDevOps,
    SYSTEM_ACCESSTOKEN: comments.token,
    PIPELINE_WORKSPACE: `${stack.folder}/out/artifacts`,
    STACK: "test",
    ...(step.connection === undefined
      ? {}
      : {
          idToken: await stack.token(subject),
          servicePrincipalId: stack.entra.deployer.clientId,
          tenantId: stack.entra.tenantId,
        }),
  });
}

describe("the pipelines of GitLab CI and Azure DevOps, on an identity without a secret", () => {
  test("GitLab: a merge request gets its comment, the plan of the merge is carried out, the night is green", async () => {
    requireSuccess("the job", await gitLab("preview"));
    expect(comments.list()).toHaveLength(1);
    expect(comments.list()[0]).toContain("| Connects | 1 |");
    requireSuccess("the job", await gitLab("plan"));
    requireSuccess("the job", await gitLab("up"));
    expect(stack.xcally.state.cloudProviders.list()).toHaveLength(1);
    requireSuccess("the job", await gitLab("drift"));
    requireSuccess("the job", await gitLab("expiry"));
  });

  test("GitLab: a preview that fails comments all the same, and fails the job", async () => {
    await stack.configure({ mailboxes: [{ key: "support", address: "no address" }] });
    expect((await gitLab("preview")).status).not.toBe(0);
    expect(comments.list()[0]).toContain("mailboxes[0].address");
  });

  test("Azure DevOps: a pull request gets its comment, the plan of the merge is carried out, the night is green", async () => {
    await stack.configure({
      mailboxes: [{ key: "support", address: "support@contoso.com", displayName: "Support desk" }],
    });
    requireSuccess("the step", await azureDevOps("preview.yaml", "Preview"));
    requireSuccess("the step", await azureDevOps("preview.yaml", "Comment"));
    expect(comments.list()[0]).toContain("| Changes | 1 |");
    requireSuccess("the step", await azureDevOps("deploy.yaml", "Plan"));
    const summary = await azureDevOps("deploy.yaml", "Summary");
    expect(summary.output).toBe(`##vso[task.uploadsummary]${stack.folder}/out/test/summary.md\n`);
    // The artifact.
    await stack.run("mkdir -p out/artifacts/plan-test && mv out/test/plan.json out/artifacts/plan-test/", {});
    requireSuccess("the step", await azureDevOps("deploy.yaml", "Up"));
    expect(stack.xcally.state.cloudProviders.get(1)?.name).toMatch(/^Support desk /);
    requireSuccess("the step", await azureDevOps("nightly.yaml", "Drift"));
    requireSuccess("the step", await azureDevOps("nightly.yaml", "Expiry"));
  });

  test("GitLab: a renewal that is due is carried out", async () => {
    stack.setClock("2027-01-13T08:00:00Z");
    const before = heldSecret();
    requireSuccess("the renewal", await gitLab("rotate"));
    expect(heldSecret()).not.toBe(before);
  });

  test("Azure DevOps: a renewal that is due is carried out, with a token of its own after a preview that took long", async () => {
    stack.setClock("2027-04-03T08:00:00Z");
    const before = heldSecret();
    requireSuccess("the plan", await azureDevOps("rotation.yaml", "Plan"));
    expect(heldSecret()).toBe(before);
    stack.setClock("2027-04-03T08:50:00Z");
    requireSuccess("the renewal", await azureDevOps("rotation.yaml", "Rotate"));
    expect(heldSecret()).not.toBe(before);
  });

  test("Azure DevOps: a change that nobody has approved stops the renewal at its plan", async () => {
    await stack.configure({ mailboxes: [{ key: "support", address: "support@contoso.com" }] });
    const plan = await azureDevOps("rotation.yaml", "Plan");
    expect(plan.status).toBe(1);
    expect(plan.output).toContain("more than that would change");
  });
});
