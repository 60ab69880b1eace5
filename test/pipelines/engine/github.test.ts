import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { Config } from "../../stack/testStack.ts";
import { startGitHubActions, type GitHubActions } from "./gitHubActions.ts";

jest.setTimeout(600_000);

const support = { key: "support", address: "support@contoso.com" };
const info = { key: "info", address: "info@contoso.com" };
const billing = { key: "billing", address: "billing@contoso.example" };
let actions: GitHubActions;
let stack: GitHubActions["stack"];
let comments: GitHubActions["comments"];
let step: GitHubActions["step"];
let succeed: GitHubActions["succeed"];
let written: GitHubActions["written"];
beforeAll(async () => {
  actions = await startGitHubActions({ mailboxes: [support, info] });
  ({ stack, comments, step, succeed, written } = actions);
});
afterAll(() => actions.close());

/** One story, in order: what the repository's pipelines do from the first pull request on. */
describe("pull requests and deployments on GitHub, on an identity without a secret", () => {
  test("a pull request gets a comment of what it would connect, and changes nothing", async () => {
    const before = stack.xcally.requests.length;
    await succeed("mailPreview.yaml", "preview", "Preview");
    await succeed("mailPreview.yaml", "preview", "Comment");
    expect(comments.list()).toHaveLength(1);
    expect(comments.list()[0]).toMatch(
      /^<!-- preview of the stack test -->\n### Preview of the stack `test`/,
    );
    expect(comments.list()[0]).toContain("| Connects | 2 |");
    expect(comments.list()[0]).toMatch(/#### Doctor: \d+ FAIL/);
    expect(stack.xcally.requests.slice(before).filter(({ method }) => method !== "GET")).toEqual([]);
    expect(stack.entra.state.applications.filter(({ seeded }) => !seeded)).toEqual([]);
  });

  test("after the merge the plan is made, shown and carried out", async () => {
    await succeed("mailStack.yaml", "plan", "Plan");
    await step("mailStack.yaml", "plan", "Summary");
    await step("mailStack.yaml", "plan", "Anything to do");
    expect(await written("step-summary")).toContain("| Connects | 2 |");
    expect(await written("step-output")).toBe("changes=yes\n");
    await actions.passThePlanOn();
    await succeed("mailStack.yaml", "up", "Up");
    expect(stack.xcally.state.cloudProviders.list()).toHaveLength(2);
  });

  test("a plan without changes asks nobody to approve it", async () => {
    await writeFile(join(stack.folder, "step-output"), "");
    await succeed("mailStack.yaml", "plan", "Plan");
    await step("mailStack.yaml", "plan", "Anything to do");
    expect(await written("step-output")).toBe("");
  });

  const guards: readonly [string, Config, string, string][] = [
    [
      "protect a mailbox",
      { protect: true, mailboxes: [support, info] },
      "is protected: its removal is refused",
      "is not in the configuration any more, but it is protected",
    ],
    [
      "take a protection away",
      { protect: true, mailboxes: [support, { ...info, protect: false }] },
      "is protected no more",
      "deletes the application in Entra ID",
    ],
    [
      "leave a mailbox in place one day",
      { protect: true, mailboxes: [support, { ...info, protect: false, retain: true }] },
      "is left in place when it is removed",
      "leaves the application in Entra ID",
    ],
    [
      "delete it one day all the same",
      { protect: false, mailboxes: [support, info] },
      "is deleted when it is removed",
      "deletes the application in Entra ID",
    ],
  ];
  test.each(guards)(
    "a plan that does nothing but %s waits for its approval, because an up has to note it",
    async (_what, config, told, ofRemoval) => {
      await stack.configure(config);
      await writeFile(join(stack.folder, "step-output"), "");
      await succeed("mailStack.yaml", "plan", "Plan");
      await step("mailStack.yaml", "plan", "Anything to do");
      expect(await written("step-output")).toBe("changes=yes\n");
      expect(await written("out/test/summary.md")).toContain(told);
      await actions.passThePlanOn();
      await succeed("mailStack.yaml", "up", "Up");
      await stack.configure({ ...config, mailboxes: [support] });
      await step("mailPreview.yaml", "preview", "Preview");
      expect(await written("out/test/summary.md")).toContain(ofRemoval);
    },
  );

  test("a plan holds no secret in the clear", async () => {
    const plan = await written("out/test/plan.json");
    expect(plan).toContain("CloudProvider::support");
    expect(
      [...stack.entra.issuedSecrets, stack.xcally.apiKey].filter((secret) => plan.includes(secret)),
    ).toEqual([]);
  });

  test("the next pull request's comment takes the place of the last one", async () => {
    await stack.configure({ mailboxes: [{ ...support, displayName: "Support desk" }, billing] });
    await succeed("mailPreview.yaml", "preview", "Preview");
    await succeed("mailPreview.yaml", "preview", "Comment");
    expect(comments.list()).toHaveLength(1);
    expect(comments.list()[0]).toContain("| Disconnects | 1 |");
  });

  test("a plan with a change, a removal, a new mailbox and a renewal is carried out as it is", async () => {
    stack.setClock("2027-01-13T08:00:00Z");
    await actions.deploy();
    const names = stack.xcally.state.cloudProviders.list().map(({ name }) => name.replace(/ \[.*/, ""));
    expect(names.sort()).toEqual(["Support desk", "billing@contoso.example"]);
    await succeed("mailStack.yaml", "plan", "Plan");
    expect(await written("out/test/summary.md")).toMatch(/^No changes/);
  });

  test("a plan that a renewal has overtaken is refused, and XCALLY keeps a secret that works", async () => {
    await stack.configure({ mailboxes: [{ ...support, displayName: "Service desk" }, billing] });
    await succeed("mailStack.yaml", "plan", "Plan");
    await actions.passThePlanOn();
    stack.setClock("2027-04-20T08:00:00Z");
    const up = await step("mailStack.yaml", "up", "Up");
    expect(up.status).not.toBe(0);
    expect(up.output).toContain("violates plan");
    await stack.tokenRefresh.refreshTokens();
    expect(stack.tokenRefresh.refusals).toEqual([]);
    await actions.deploy();
  });

  test("a preview needs an identity that can only read, and leaves the state as it is", async () => {
    const deployer = stack.entra.state.servicePrincipals.find(
      ({ appId }) => appId === stack.entra.deployer.clientId,
    );
    const { graphRoles = [] } = deployer ?? {};
    const state = await stack.backend();
    // As docs/pipelines.md has them.
    Object.assign(deployer ?? {}, { graphRoles: ["Directory.Read.All", "Policy.Read.All"] });
    await stack.configure({ mailboxes: [support, billing, info] });
    await succeed("mailPreview.yaml", "preview", "Preview");
    expect(await written("out/test/summary.md")).toContain("| Connects | 1 |");
    expect(await written("out/test/summary.md")).not.toMatch(/Insufficient|could not/);
    expect(await stack.backend()).toBe(state);
    Object.assign(deployer ?? {}, { graphRoles });
  });

  test("a mistake in the configuration fails the preview, and the comment says why", async () => {
    await stack.configure({ mailboxes: [{ ...support, address: "no address" }] });
    expect((await step("mailPreview.yaml", "preview", "Preview")).status).not.toBe(0);
    await succeed("mailPreview.yaml", "preview", "Comment");
    expect(comments.list()[0]).toContain("### The preview");
    expect(comments.list()[0]).toContain("mailboxes[0].address");
  });

  test("a job in an environment that Entra ID does not trust gets nowhere", async () => {
    await stack.configure({ mailboxes: [support, billing] });
    const drift = await step("mailNightly.yaml", "look", "Drift", "repo:contoso/mail:pull_request");
    expect(drift.status).not.toBe(0);
    expect(drift.output).toContain("AADSTS700213");
  });
});
