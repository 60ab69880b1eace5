import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { startGitHubActions, type GitHubActions } from "./gitHubActions.ts";

jest.setTimeout(600_000);

const support = { key: "support", address: "support@contoso.com" };
const info = { key: "info", address: "info@contoso.com" };
const billing = { key: "billing", address: "billing@contoso.example" };
let actions: GitHubActions;
let stack: GitHubActions["stack"];
let step: GitHubActions["step"];
let succeed: GitHubActions["succeed"];
let written: GitHubActions["written"];
beforeAll(async () => {
  actions = await startGitHubActions({ mailboxes: [support, info] });
  ({ stack, step, succeed, written } = actions);
});
afterAll(() => actions.close());

/** One story, in order: what happens between deployments. */
describe("nights and renewals on GitHub, on an identity without a secret", () => {
  test("a night before the first up is red with exit code 7, and a renewal whose preview fails with 1", async () => {
    expect((await step("mailNightly.yaml", "look", "Drift")).status).toBe(7);
    await stack.configure({ mailboxes: [{ ...support, address: "no address" }] });
    const failed = await step("mailRotation.yaml", "rotate", "Rotate");
    expect(failed.status).toBe(1);
    expect(failed.output).toContain("mailboxes[0].address");
    await stack.configure({ mailboxes: [support, info] });
    await actions.deploy();
  });

  test("a night on which nothing has drifted and no secret ends is green", async () => {
    await succeed("mailNightly.yaml", "look", "Drift");
    await succeed("mailNightly.yaml", "look", "Expiry");
    await step("mailNightly.yaml", "look", "Summary");
    expect(await written("step-summary")).toContain("| support | support@contoso.com |");
  });

  test("what somebody has changed by hand turns the night red with exit code 7, and is changed back by a deployment that is to repair", async () => {
    stack.xcally.state.cloudProviders.update(1, { clientSecret: "changed by hand" });
    const drift = await step("mailNightly.yaml", "look", "Drift");
    expect(drift.status).toBe(7);
    expect(drift.output).toContain("1 to update");
    expect(drift.output).not.toContain("changed by hand");
    await actions.deploy();
    expect(stack.xcally.state.cloudProviders.get(1)?.clientSecret).toBe("changed by hand");
    await actions.deploy("--refresh --run-program");
    expect(stack.xcally.state.cloudProviders.get(1)?.clientSecret).not.toBe("changed by hand");
    await succeed("mailNightly.yaml", "look", "Drift");
  });

  test("a renewal that is due is carried out without an approval, and nothing is left to do", async () => {
    stack.setClock("2027-01-13T08:00:00Z");
    const before = stack.xcally.state.cloudProviders.list();
    await succeed("mailRotation.yaml", "rotate", "Rotate");
    const after = stack.xcally.state.cloudProviders.list();
    const renewed = after.filter(({ clientSecret }, at) => clientSecret !== before[at]?.clientSecret);
    expect(renewed.map(({ name }) => name.replace(/@.*/, "")).sort()).toEqual(["info", "support"]);
    await succeed("mailNightly.yaml", "look", "Drift");
    await succeed("mailRotation.yaml", "rotate", "Rotate");
    expect(stack.xcally.state.cloudProviders.list()).toEqual(after);
  });

  test("outputs that alone are new are no change to a preview, and the renewal writes them", async () => {
    const signInUser = "agent@contoso.com";
    await stack.configure({ mailboxes: [{ ...support, signInUser }, info] });
    await succeed("mailStack.yaml", "plan", "Plan");
    expect(await written("out/test/summary.md")).toMatch(/^No changes\n/);
    await succeed("mailRotation.yaml", "rotate", "Rotate");
    expect((await stack.stack.outputs())["mailboxes"]?.value).toMatchObject({ support: { signInUser } });
  });

  test("a change that nobody has approved stops the renewal, and is named", async () => {
    await stack.configure({ mailboxes: [support, billing] });
    const before = stack.xcally.state.cloudProviders.list();
    const rotation = await step("mailRotation.yaml", "rotate", "Rotate");
    expect(rotation.status).toBe(1);
    expect(rotation.output).toContain("This run may only renew secrets, and more than that would change");
    expect(rotation.output).toContain("- create pulumi-nodejs:dynamic/xcally:CloudProvider billing");
    expect(rotation.output).toContain("- delete pulumi-nodejs:dynamic/xcally:CloudProvider info");
    expect(stack.xcally.state.cloudProviders.list()).toEqual(before);
  });

  test("a renewal that is long overdue turns the night red", async () => {
    stack.setClock("2027-08-01T08:00:00Z");
    const expiry = await step("mailNightly.yaml", "look", "Expiry");
    expect(expiry.status).toBe(1);
    expect(expiry.output).toContain("expired");
  });
});
