import { spawn } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { readPreview } from "../../commands/previewSummary/readPreview.ts";
import { summarise } from "../../commands/previewSummary/summary.ts";
import { ensureEngine } from "../../tools/engine/index.ts";
import { startTestStack, threeMailboxes, type TestStack } from "./testStack.ts";

jest.setTimeout(300_000);

const engine = await ensureEngine();
const packFolder = join(import.meta.dirname, "../../policy");
/** The program with which Pulumi's language host runs policy packs of Node. */
const runPolicyPack = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run-policy-pack");
const languageHost = engine.parts.find(({ name }) => name === "language-nodejs");

const [support] = threeMailboxes;
let stack: TestStack;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "policy-pack-"));
  stack = await startTestStack({ secretProof: { required: false }, mailboxes: [support] });
});
afterAll(async () => {
  await stack.close();
  await rm(folder, { recursive: true });
});

/** `pulumi preview` or `up` with a policy pack; what it printed on both of its outputs, and its exit code. */
async function run(
  command: "preview" | "up",
  pack: string,
  config: object,
  path = "",
  more: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<[string, number | null]> {
  const configFile = join(folder, "policy-config.json");
  await writeFile(configFile, JSON.stringify(config));
  const { workDir, envVars } = stack.stack.workspace;
  const args = [command, "--non-interactive", "--stack", stack.stack.name, "--policy-pack", pack];
  const child = spawn(
    engine.pulumi,
    [
      ...args,
      "--policy-pack-config",
      configFile,
      ...(command === "up" ? ["--yes", "--skip-preview"] : []),
      ...more,
    ],
    {
      cwd: workDir,
      env: { ...process.env, ...envVars, ...environment, PATH: [path, envVars["PATH"]].join(delimiter) },
    },
  );
  const chunks: string[] = [];
  // In JSON the standard error repeats, as text, what is there already.
  for (const stream of more.includes("--json") ? [child.stdout] : [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
  const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return [chunks.join(""), status];
}

/** The stand-ins' XCALLY is on the own machine, without https. */
const loopback = { "redirect-uris": { allowLoopback: true } };
const broken = {
  application: "shared",
  signInAudience: "AzureADMultipleOrgs",
  redirectUri: "https://evil.example/callback",
  additionalPermissions: ["User.Read"],
};
const repaired = Object.fromEntries(Object.keys(broken).map((key) => [key, undefined]));

/**
 * The language host that is built from source cannot start policy packs, but the engine has another way for runtimes without a language host: a
 * program `pulumi-analyzer-policy-RUNTIME` on the PATH. It is given the very program that the official language host runs.
 */
describe("the policy pack in the real engine, started by a launcher of the test's own", () => {
  let pack: string;
  let path: string;
  beforeAll(async () => {
    [pack, path] = [join(folder, "pack"), join(folder, "bin")];
    await Promise.all([mkdir(pack), mkdir(path)]);
    for (const name of ["index.js", "package.json"]) await symlink(join(packFolder, name), join(pack, name));
    await writeFile(join(pack, "PulumiPolicy.yaml"), "runtime: by-hand\n");
    const launcher = join(path, "pulumi-analyzer-policy-by-hand");
    await writeFile(launcher, `#!/bin/sh\nexec "${process.execPath}" "${runPolicyPack}" "$@"\n`);
    await chmod(launcher, 0o755);
  });

  test("a first preview keeps all rules, whatever it does not know yet", async () => {
    const [output, status] = await run("preview", pack, loopback, path);
    expect(output).toContain("xcally-mail-authentication@v0.1.0");
    expect(output).not.toMatch(/\[mandatory\]|\[advisory\]|can't run/);
    expect(status).toBe(0);
  });

  test("an up keeps all rules, and one of the stack as it is too", async () => {
    for (const expected of ["+ ", "unchanged"]) {
      const [output, status] = await run("up", pack, loopback, path);
      expect(output).not.toMatch(/\[mandatory\]|\[advisory\]/);
      expect(output).toContain(expected);
      expect(status).toBe(0);
    }
  });

  test("a preview that breaks rules fails, and names each of them with what to do", async () => {
    await stack.configure(broken);
    const [output, status] = await run("preview", pack, {}, path);
    await stack.configure(repaired);
    expect(status).not.toBe(0);
    for (const words of [
      "accepts sign-ins of AzureADMultipleOrgs; AzureADMyOrg is allowed",
      "All mailboxes share one application",
      "asks for User.Read, which no mail protocol needs",
      "the redirect URI https://evil.example/callback is not on an XCALLY server (127.0.0.1)",
    ])
      expect(output).toContain(words);
  });

  test("the streaming form of a preview names them too, so that its summary does; the other form does not, and its summary says so", async () => {
    await stack.configure(broken);
    const events = { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" };
    const [streamed] = await run("preview", pack, { "single-tenant": "advisory" }, path, ["--json"], events);
    const [digest] = await run("preview", pack, {}, path, ["--json"]);
    await stack.configure(repaired);
    const summary = summarise(readPreview(streamed));
    expect(summary).toContain("### The preview of the stack `test` failed");
    expect(summary).toContain("own-application: All mailboxes share one application");
    expect(summary).toMatch(
      /#### Needs attention[^]*single-tenant: The registration that all mailboxes share: /,
    );
    expect(summary).not.toContain("preview failed");
    expect(summarise(readPreview(digest))).toContain("PULUMI_ENABLE_STREAMING_JSON_PREVIEW");
  });

  test("options and levels come from the policy's configuration", async () => {
    await stack.configure(broken);
    const [output, status] = await run(
      "preview",
      pack,
      {
        "redirect-uris": { hosts: ["evil.example"] },
        "own-application": "disabled",
        "mail-permissions": { additional: ["User.Read"] },
        "single-tenant": "advisory",
      },
      path,
    );
    await stack.configure(repaired);
    expect(output).toContain("accepts sign-ins of AzureADMultipleOrgs");
    expect(output).not.toMatch(/evil.example\/callback is|share one application|User.Read, which/);
    expect(status).toBe(0);
  });

  test("an up of an account outside of the list changes nothing of that mailbox", async () => {
    const before = structuredClone(stack.xcally.state.mailAccounts.list());
    await stack.configure({ mailboxes: [{ ...support, account: "info@contoso.com" }] });
    const [output, status] = await run(
      "up",
      pack,
      { ...loopback, "listed-accounts": { addresses: ["support@contoso.com"] } },
      path,
    );
    await stack.configure({ mailboxes: [support] });
    expect(output).toContain("the mail account info@contoso.com is not in the list");
    expect(status).not.toBe(0);
    expect(stack.xcally.state.mailAccounts.list()).toEqual(before);
  });

  test("options of the wrong kind are refused with their name", async () => {
    const [output, status] = await run("preview", pack, { "secret-lifetime": { maxDays: "many" } }, path);
    expect(output).toContain("maxDays");
    expect(status).not.toBe(0);
  });
});

const official = languageHost?.source === "built" ? test.skip : test;
official(
  "pulumi preview --policy-pack runs it (not with the language host built from source, which starts no policy packs)",
  async () => {
    const [output, status] = await run("preview", packFolder, loopback);
    expect(output).toContain("xcally-mail-authentication@v0.1.0");
    expect(status).toBe(0);
  },
);
