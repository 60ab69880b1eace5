import { execFile } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Deployment } from "@pulumi/pulumi/automation/index.js";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { runProgram } from "../../tools/engine/runProgram.ts";
import { startExample, type ContactCentre, type ExampleStack } from "./twoServers.ts";

jest.setTimeout(300_000);

let example: ExampleStack;
beforeAll(async () => {
  example = await startExample();
});
afterAll(() => example.close());

describe("the example of two servers and two tenants, from the packed package", () => {
  test("type-checks against the package's own declarations", async () => {
    const compilerOptions = {
      target: "es2024",
      module: "nodenext",
      types: ["node"],
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
    };
    await writeFile(
      // Under the usual name Pulumi would read it too.
      join(example.folder, "tsconfig.check.json"),
      JSON.stringify({ compilerOptions, include: ["index.ts"] }),
    );
    const compiler = join(import.meta.dirname, "../../node_modules/typescript/bin/tsc");
    await runProgram(process.execPath, [compiler, "--project", join(example.folder, "tsconfig.check.json")]);
  });

  test("has one copy of each of Pulumi's SDKs", () => {
    const copies = globSync("node_modules/**/@pulumi/*/package.json", { cwd: example.folder });
    expect(copies.filter((path) => path.split("node_modules").length > 2)).toEqual([]);
  });

  test("starts without what its program does not use of Pulumi's SDK", async () => {
    const hasTypeScript = async (imports: string) => {
      const script = `
        ${imports}
        import { createRequire } from "node:module";
        const files = Object.keys(createRequire(import.meta.resolve("@pulumi/pulumi")).cache);
        // Without a TypeScript of the program's own the SDK has a copy.
        console.log(files.some((file) => /[/]typescript(@[\\d.]+)?[/]/.test(file)));`;
      const run = promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], {
        cwd: example.folder,
      });
      return (await run).stdout.trim();
    };
    const whole = 'import "xcally-mail-authentication";';
    expect(await hasTypeScript(whole)).toBe("true");
    expect(await hasTypeScript(`import "xcally-mail-authentication/lean"; ${whole}`)).toBe("false");
  });

  test("touches neither of them while one has a mistake in its settings", async () => {
    await example.stack.setConfig("milan.settings.consent", { value: "maybe" }, true);
    await expect(example.stack.up()).rejects.toThrow("Site milan: The configuration has 1 mistake:");
    await example.stack.removeConfig("milan.settings.consent", true);
    expect([...example.rome.entra.requests, ...example.rome.xcally.requests]).toEqual([]);
  });

  test("connects the mailboxes of both, also those of the same key and address", async () => {
    await example.stack.up();
    expect(connected(example.rome)).toEqual(["sales@contoso.com", "support@contoso.com"]);
    expect(connected(example.milan)).toEqual(["support@contoso.com"]);
  });

  test("has outputs for both", async () => {
    const outputs = (await example.stack.outputs())["mailboxes"]?.value as Record<string, object>;
    expect(Object.entries(outputs).map(([site, mailboxes]) => [site, Object.keys(mailboxes)])).toEqual([
      ["milan", ["support"]],
      ["rome", ["sales", "support"]],
    ]);
  });

  test("changes nothing when it is run again, and looks in both tenants for what a killed run may have left", async () => {
    const requests = ({ entra }: ContactCentre) =>
      entra.requests.filter(({ query }) => query["$filter"]?.startsWith("tags/"));
    const before = [example.rome, example.milan].map((centre) => requests(centre).length);
    expect(Object.keys((await example.stack.up()).summary.resourceChanges ?? {})).toEqual(["same"]);
    const after = [example.rome, example.milan].map((centre) => requests(centre).length);
    expect(after).toEqual(before.map((count) => count + 1));
  });

  test("keeps secrets out of the state, those of the deployers too", () => {
    const files = globSync(".pulumi/**/*.json", { cwd: example.backend });
    const state = files.map((file) => readFileSync(join(example.backend, file), "utf8")).join("\n");
    expect(state).toContain("xcally-mail-authentication/provider");
    const secrets = [example.rome, example.milan].flatMap(({ entra }) => entra.issuedSecrets);
    expect(secrets.filter((secret) => state.includes(secret))).toEqual([]);
  });

  test("keeps no stack traces in the state, but that of the stack, which is declared before the program runs", async () => {
    const { resources } = (await example.stack.exportStack()).deployment as {
      resources: { type: string; stackTrace?: object }[];
    };
    const traced = resources.filter(({ stackTrace }) => stackTrace !== undefined).map(({ type }) => type);
    expect([resources.length > 10, traced]).toEqual([true, ["pulumi:pulumi:Stack"]]);
  });

  test("serves a state from before there was a package, with one file that leads to it", async () => {
    const { stack, folder } = example;
    const state = JSON.stringify(await stack.exportStack(), (key, value: unknown) =>
      key === "__provider" && typeof value === "string" ? earlierLine(value) : value,
    );
    expect(state).not.toContain("/provider\\");
    await stack.importStack(JSON.parse(state) as Deployment);
    await expect(stack.refresh()).rejects.toThrow("Cannot find module './xcally/provider/index.ts'");

    await mkdir(join(folder, "xcally/provider"), { recursive: true });
    await writeFile(
      join(folder, "xcally/provider/index.ts"),
      'export * from "xcally-mail-authentication/provider";\n',
    );
    expect(Object.keys((await stack.refresh()).summary.resourceChanges ?? {})).toEqual(["same"]);
    expect(Object.keys((await stack.up()).summary.resourceChanges ?? {})).toEqual(["same"]);
  });

  test("destroy leaves nothing on either side", async () => {
    await example.stack.destroy();
    for (const centre of [example.rome, example.milan]) {
      expect(connected(centre)).toEqual([]);
      expect(centre.entra.state.applications.filter(({ seeded }) => !seeded)).toEqual([]);
      expect(centre.xcally.state.cloudProviders.list()).toEqual([]);
    }
  });
});

/** The line of this project's first states, which knew no package. */
function earlierLine(line: string): string {
  const name = /\.(\w+)\}$/.exec(line)?.[1] ?? "";
  return `exports.handler=()=>{return require("./xcally/provider/index.ts").${name}}`;
}

/** Addresses of the accounts whose Cloud Provider signs in as an application of the contact centre's own tenant, in order. */
function connected({ xcally, entra }: ContactCentre): readonly string[] {
  const { cloudProviders, mailAccounts } = xcally.state;
  const applications = entra.state.applications.map(({ appId }) => appId);
  return mailAccounts
    .list()
    .filter(({ cloudProviderId }) => {
      const cloudProvider = cloudProviderId === null ? undefined : cloudProviders.get(cloudProviderId);
      return (
        cloudProvider?.tenantId === entra.tenantId && applications.includes(cloudProvider.clientId ?? "")
      );
    })
    .map(({ email }) => email)
    .toSorted();
}
