import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { parse, stringify } from "yaml";
import { connections } from "../../../commands/demo/bothSides.ts";
import { requireSuccess, startPipelineStack, type PipelineStack } from "./pipelineStack.ts";

jest.setTimeout(600_000);

const support = { key: "support", address: "support@contoso.com" };
const sales = { key: "sales", address: "sales@contoso.com" };
const mailboxesKey = "xcally-mail-authentication:mailboxes";
let stack: PipelineStack;
beforeAll(async () => {
  stack = await startPipelineStack([], {
    protect: undefined,
    mailboxes: [{ ...support, retain: true }, sales],
  });
  await stack.up();
});
afterAll(() => stack.close());

const run = async (script: string, environment: Readonly<Record<string, string | undefined>> = {}) =>
  stack.run(script, { ARM_CLIENT_SECRET: stack.entra.deployer.clientSecret, ...environment });
const succeed = async (script: string, environment: Readonly<Record<string, string | undefined>> = {}) => {
  requireSuccess(script, await run(script, environment));
};
/** The API key of the stack `italy` comes from its configuration, not from the environment. */
const ofStack = { XCALLY_API_KEY: undefined };
const linked = () => connections(stack).find(({ account }) => account.email === support.address);

describe("two stacks of one repository, on one server", () => {
  test("a mailbox moves from one to the other with its application, its Cloud Provider and its link", async () => {
    const before = linked();
    const { mailboxes } = await stack.stack.outputs();
    const ids = (mailboxes?.value as Record<string, Record<string, string>>)["support"];
    await stack.configure({ mailboxes: [sales] });
    await stack.up();
    expect(linked()).toEqual(before);

    await succeed(
      `npm run new-stack -- italy --url ${stack.xcally.url} --mailbox support=${support.address}`,
    );
    const path = join(stack.folder, "Pulumi.italy.yaml");
    const file = parse(await readFile(path, "utf8")) as { config: Record<string, unknown> };
    const adopt = {
      cloudProviderId: Number(ids?.["cloudProviderId"]),
      applicationObjectId: ids?.["applicationObjectId"],
    };
    file.config[mailboxesKey] = [{ ...support, adopt }];
    file.config["xcally-mail-authentication:secretProof"] = { answersInARow: 1, deadlineSeconds: 5 };
    await writeFile(path, stringify(file));
    await succeed("pulumi stack init italy --secrets-provider passphrase");
    await succeed('pulumi config set --secret xcallyApiKey --stack italy <<< "$KEY"', {
      KEY: stack.xcally.apiKey,
    });
    await succeed("pipelines/scripts/preview.sh italy", ofStack);
    await succeed("pipelines/scripts/up.sh italy", ofStack);

    const after = linked();
    expect(after?.application?.appId).toBe(before?.application?.appId);
    expect(after?.cloudProvider?.id).toBe(before?.cloudProvider?.id);
    expect(after?.cloudProvider?.clientSecret).not.toBe(before?.cloudProvider?.clientSecret);
    await succeed("pipelines/scripts/drift.sh italy", ofStack);
    await succeed("pipelines/scripts/drift.sh test");
  });

  test("a stack does not get a mailbox that another one has", async () => {
    const { status, output } = await run(
      `npm run new-stack -- spain --url ${stack.xcally.url} --mailbox sales=${sales.address}`,
    );
    expect(status).toBe(1);
    expect(output).toContain("sales@contoso.com is in the stack test already, on the same XCALLY server.");
  });

  test("a removal from a protected stack is told in the summary of the preview, and fails it", async () => {
    await stack.configure({ mailboxes: [support] });
    expect((await run("pipelines/scripts/preview.sh test")).status).not.toBe(0);
    const summary = await readFile(join(stack.folder, "out/test/summary.md"), "utf8");
    expect(summary).toContain("### The preview of the stack `test` failed");
    expect(summary).toContain("protect");
    await stack.configure({ mailboxes: [sales] });
  });

  test("a new API key needs no surgery: one look at it calls it a change, and a deployment changes the connection alone", async () => {
    const key = await stack.xcally.replaceApiKey();
    expect([0, 7]).not.toContain((await run("pipelines/scripts/drift.sh italy", ofStack)).status);
    await succeed('pulumi config set --secret xcallyApiKey --stack italy <<< "$KEY"', { KEY: key });
    const drift = await run("pipelines/scripts/drift.sh italy", ofStack);
    expect(drift.status).toBe(7);
    expect(drift.output).toMatch(/~ pulumi:providers:pulumi-nodejs: \(update\)[^]*~ 1 to update/);
    await succeed("pipelines/scripts/preview.sh italy", ofStack);
    const plan = await readFile(join(stack.folder, "out/italy/plan.json"), "utf8");
    expect([key, stack.xcally.apiKey].filter((secret) => plan.includes(secret))).toEqual([]);
    await succeed("pipelines/scripts/up.sh italy", ofStack);
    const summary = await readFile(join(stack.folder, "out/italy/summary.md"), "utf8");
    expect(summary).toContain("the connection to XCALLY");
    await succeed("pipelines/scripts/drift.sh italy", ofStack);
  });
});
