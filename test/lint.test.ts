import { join } from "node:path";
import { describe, expect, jest, test } from "@jest/globals";
import { ESLint } from "eslint";

jest.setTimeout(60_000);

const root = join(import.meta.dirname, "..");
/** An existing file, so that type-aware rules know its project; only its text is replaced. */
const at = (path: string) => join(root, path);
const eslint = new ESLint({ cwd: root });
const rulesBroken = async (code: string, path: string) => {
  const [result] = await eslint.lintText(code, { filePath: at(path) });
  return result?.messages.map(({ ruleId }) => ruleId);
};

describe("lint rejects", () => {
  test("an Output in a template string, which would print a warning instead of the value", async () => {
    const code =
      'import * as pulumi from "@pulumi/pulumi";\nexport const text = `id ${pulumi.output("x")}`;\n';
    expect(await rulesBroken(code, "components/cloudProvider.ts")).toContain(
      "@typescript-eslint/restrict-template-expressions",
    );
  });
  test("a promise that nobody waits for", async () => {
    const code = "async function work(): Promise<void> { await Promise.resolve(); }\nwork();\n";
    expect(await rulesBroken(code, "xcally/client/http.ts")).toContain(
      "@typescript-eslint/no-floating-promises",
    );
  });
});

const rule = "@typescript-eslint/no-restricted-imports";
const byValue = (module: string) => `import * as it from "${module}";\nexport { it };\n`;
const byType = (module: string) => `import type * as it from "${module}";\nexport type { it };\n`;

describe("an import against the one way is rejected", () => {
  test.each([
    ["config/settings.ts", ["@pulumi/pulumi", "../components/tenant.ts", "../index.ts"]],
    ["config/settings.ts", ["../tools/workspace.ts", "../commands/table.ts", "../simulator/start.ts"]],
    ["config/settings.ts", ["../xcally/client/index.ts", "../xcally/provider/index.ts"]],
    ["components/cloudProvider.ts", ["../xcally/client/index.ts", "../xcally/provider/index.ts"]],
    [
      "components/cloudProvider.ts",
      ["../config/settings.ts", "../config/mailbox.ts", "../tools/workspace.ts"],
    ],
    ["components/cloudProvider.ts", ["../simulator/start.ts", "../commands/table.ts", "../index.ts"]],
    [
      "xcally/provider/cloudProvider.ts",
      ["@pulumi/pulumi", "../../config/url.ts", "../../tools/workspace.ts"],
    ],
    ["xcally/provider/cloudProvider.ts", ["../../components/tenant.ts", "../../simulator/start.ts"]],
    ["xcally/client/http.ts", ["@pulumi/pulumi", "../provider/index.ts", "../../config/url.ts"]],
    ["xcally/client/http.ts", ["../../entra/http.ts", "../../components/tenant.ts"]],
    ["xcally/contract.ts", ["@pulumi/pulumi", "./client/index.ts", "../config/url.ts"]],
    ["policy/rule.ts", ["../components/tenant.ts", "../config/options.ts", "../xcally/contract.ts"]],
    ["policy/rules/owners.ts", ["../../components/tenant.ts", "../../commands/table.ts"]],
    ["entra/http.ts", ["@pulumi/pulumi", "../config/url.ts", "../xcally/contract.ts"]],
    ["network/loopback.ts", ["@pulumi/pulumi", "../config/url.ts", "../entra/http.ts"]],
    ["commands/demo/main.ts", ["../../components/cloudProvider.ts", "@pulumi/pulumi"]],
    ["pipelines/rotation/onlyRotations.ts", ["@pulumi/pulumi", "../../components/tenant.ts"]],
    ["pipelines/comment/github.ts", ["../../config/url.ts", "../../xcally/contract.ts"]],
    ["tools/workspace.ts", ["../config/settings.ts", "../components/tenant.ts", "../xcally/contract.ts"]],
    ["tools/workspace.ts", ["../entra/http.ts", "../simulator/start.ts", "../commands/table.ts"]],
    ["tools/engine/sources/build.ts", ["../../../config/settings.ts", "../../../simulator/start.ts"]],
    ["simulator/start.ts", ["../entra/http.ts", "../config/url.ts", "../xcally/contract.ts"]],
    ["simulator/xcally/index.ts", ["../../entra/http.ts", "../../xcally/client/index.ts", "@pulumi/pulumi"]],
    ["simulator/entra/graph/graphApp.ts", ["../../../entra/http.ts", "../../../xcally/contract.ts"]],
    ["simulator/entra/graph/routes/owners.ts", ["../../../../entra/http.ts", "../../../../config/url.ts"]],
    ["simulator/entra/graph/routes/owners.ts", ["../../../../components/tenant.ts"]],
  ])("in %s: %j", async (path, modules) => {
    for (const module of modules) expect(await rulesBroken(byValue(module), path)).toContain(rule);
  });

  test.each([
    ["config/settings.ts", "@pulumi/pulumi"],
    ["components/cloudProvider.ts", "../simulator/start.ts"],
    ["xcally/provider/cloudProvider.ts", "../../config/mailbox.ts"],
    ["xcally/client/http.ts", "@pulumi/pulumi"],
    ["simulator/entra/graph/graphApp.ts", "../../../entra/http.ts"],
    ["tools/workspace.ts", "../config/settings.ts"],
    ["policy/rule.ts", "../components/tenant.ts"],
  ])("in %s even of types: %s", async (path, module) => {
    expect(await rulesBroken(byType(module), path)).toContain(rule);
  });
});

describe("an import along the one way is accepted", () => {
  test.each([
    ["config/settings.ts", ["../entra/permissions.ts", "../xcally/contract.ts", "./url.ts"]],
    [
      "components/cloudProvider.ts",
      ["../config/calendar.ts", "../config/secretWarning.ts", "@pulumi/pulumi"],
    ],
    ["components/cloudProvider.ts", ["../entra/permissions.ts", "./tenant.ts"]],
    ["xcally/provider/cloudProvider.ts", ["../client/index.ts", "../contract.ts", "../../entra/proof.ts"]],
    ["xcally/client/http.ts", ["../contract.ts", "../../network/retryAfter.ts", "undici"]],
    ["commands/demo/main.ts", ["../../config/settings.ts", "../../xcally/client/index.ts", "../table.ts"]],
    ["simulator/main.ts", ["../tools/shellExports.ts", "./entra/index.ts"]],
    ["simulator/start.ts", ["./entra/index.ts", "./xcally/index.ts"]],
    ["simulator/entra/graph/graphApp.ts", ["../state/directory.ts", "../../shared/listen.ts"]],
  ])("in %s: %j", async (path, modules) => {
    for (const module of modules) expect(await rulesBroken(byValue(module), path)).not.toContain(rule);
  });

  test.each([
    ["components/cloudProvider.ts", "../config/mailbox.ts"],
    ["components/cloudProvider.ts", "../xcally/contract.ts"],
    ["xcally/provider/cloudProvider.ts", "@pulumi/pulumi"],
  ])("in %s of types: %s", async (path, module) => {
    expect(await rulesBroken(byType(module), path)).not.toContain(rule);
  });
});
