import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { startCommentServer, type CommentServer } from "../commentServer.ts";
import { consoleBlocks } from "../consoleBlocks.ts";
import { repository } from "../files.ts";
import { readJob } from "../github.ts";
import { installStandIns, type StandIns } from "../standIns/install.ts";
import { requireSuccess, startPipelineStack, type PipelineStack } from "./pipelineStack.ts";

jest.setTimeout(600_000);

const subject = "repo:contoso/mail:environment:production-preview";
/** What stands on the page, and what this test has in its place. */
const replaced = () => ({
  "https://motion.contoso.com": stack.xcally.url,
  "azblob://state?storage_account=contosomailstate": backend(),
  "azurekeyvault://contoso-mail-keys.vault.azure.net/keys/pulumi": "passphrase",
});
const backend = () => stack.stack.workspace.envVars["PULUMI_BACKEND_URL"] ?? "";

let stack: PipelineStack;
let comments: CommentServer;
let standIns: StandIns;
let folder: string;
beforeAll(async () => {
  // The stack that the helper makes has another mailbox than the page's.
  stack = await startPipelineStack([subject], {
    mailboxes: [{ key: "billing", address: "billing@contoso.example" }],
  });
  comments = await startCommentServer();
  folder = join(dirname(stack.folder), "stand-ins");
  await mkdir(folder);
  standIns = installStandIns(
    folder,
    {
      // What `gh repo create --push` does besides making the repository.
      gh: `if [ "$1 $2" = "repo create" ]; then git init --quiet --bare '${folder}/origin.git'; git remote add origin '${folder}/origin.git'; git push --quiet origin main; fi
if [ "$1" = variable ]; then while [ $# -gt 0 ]; do [ "$1" = --env-file ] && cat "$2" >> '${folder}/variables'; shift; done; fi`,
      // The packages are linked from this clone: installing them there would remove them here.
      npm: `[ "$1" = ci ] || PATH=\${PATH#*:} exec npm "$@"`,
    },
    stack.stack.workspace.envVars["PATH"],
  );
  await Promise.all(
    [".gitignore", ".npmrc"].map((name) => copyFile(join(repository, name), join(stack.folder, name))),
  );
  // The copy of this repository that the page begins in.
  const author = ["user.name=Tester", "user.email=tester@contoso.com", "commit.gpgsign=false"];
  await run([
    "git init --quiet --initial-branch main",
    ...author.map((setting) => `git config ${setting.replace("=", " ")}`),
    "git add .",
    "git commit --quiet -m Copy",
  ]);
});
afterAll(async () => {
  await comments.close();
  await stack.close();
});

async function run(commands: readonly string[], input = ""): Promise<void> {
  const script = Object.entries(replaced()).reduce(
    (text, [there, here]) => text.replaceAll(there, here),
    commands.join("\n"),
  );
  await writeFile(join(folder, "input"), input);
  requireSuccess("the page", await stack.run(`exec < '${folder}/input'\n${script}`, standIns.environment));
}

describe("the page's way from an empty repository to a preview in a pull request", () => {
  test("every command of it works, in its order", async () => {
    const commands =
      consoleBlocks("pipelines.md").get("From an empty repository to a preview in a pull request") ?? [];
    expect(commands.length).toBeGreaterThan(20);
    await run(commands, `${stack.xcally.apiKey}\n`);
  });

  test("it has made two identities, of which only the deployer's can change something, and told GitHub who they are", async () => {
    const { app = [], credential = [] } = standIns.azure();
    expect(app.map((each) => each["display-name"])).toEqual(["mail-preview", "mail-deploy"]);
    const subjects = credential.map(
      ({ parameters = "" }) => (JSON.parse(parameters) as { subject: string }).subject,
    );
    expect(subjects).toEqual([
      subject,
      subject.replace("-preview", "-main"),
      subject.replace("-preview", ""),
    ]);
    const variables = await readFile(join(folder, "variables"), "utf8");
    expect(variables.match(/^ENTRA_CLIENT_ID=/gm)).toHaveLength(3);
    expect(variables).toContain("PULUMI_BACKEND_URL=azblob://state?storage_account=contosomailstate");
    expect(standIns.calls("gh").at(-1)).toContain("pr create");
  });

  test("the API key is in the stack's file only as ciphertext", async () => {
    const file = await readFile(join(stack.folder, "Pulumi.production.yaml"), "utf8");
    expect(file).toMatch(/xcallyApiKey:\n +secure: /);
    expect(file).not.toContain(stack.xcally.apiKey);
  });

  test("the branch's preview then is the pull request's comment", async () => {
    // The workflow that the page has put in its place is the one that is run here.
    expect(await readFile(join(stack.folder, ".github/workflows/mailPreview.yaml"), "utf8")).toBe(
      await readFile(join(repository, "pipelines/github/mailPreview.yaml"), "utf8"),
    );
    const { scripts } = readJob("mailPreview.yaml", "preview", {
      "matrix.stack": "production",
      "vars.ENTRA_CLIENT_ID": stack.entra.deployer.clientId,
      "vars.ENTRA_TENANT_ID": stack.entra.tenantId,
      "vars.PULUMI_BACKEND_URL": backend(),
      "github.token": comments.token,
    });
    for (const [name, { run: script, environment }] of scripts) {
      const all = { ...comments.gitHub, ...stack.gitHubTokens(subject), ...environment };
      // Only the stack's file has the API key.
      requireSuccess(name, await stack.run(script, { ...all, XCALLY_API_KEY: undefined }));
    }
    expect(comments.list()).toHaveLength(1);
    expect(comments.list()[0]).toContain("### Preview of the stack `production`");
    expect(comments.list()[0]).toContain("| Connects | 1 |");
  });

  test("a new API key is set as the page says", async () => {
    await run(consoleBlocks("pipelines.md").get("A new API key of XCALLY") ?? [], "another-key\n");
    expect(await readFile(join(stack.folder, "Pulumi.production.yaml"), "utf8")).toMatch(/secure: /);
  });
});
