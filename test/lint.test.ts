import { join } from "node:path";
import { describe, expect, jest, test } from "@jest/globals";
import { ESLint } from "eslint";

jest.setTimeout(60_000);

const root = join(import.meta.dirname, "..");
/** An existing file, so that type-aware rules know its project; only its text is replaced. */
const at = (path: string) => join(root, path);
const rulesBroken = async (code: string, path: string) => {
  const [result] = await new ESLint({ cwd: root }).lintText(code, { filePath: at(path) });
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
  test.each([
    ["Pulumi in the configuration", "@pulumi/pulumi", "config/settings.ts"],
    ["Pulumi in the client", "@pulumi/pulumi", "xcally/client/http.ts"],
    ["the client in a component", "../xcally/client/index.ts", "components/cloudProvider.ts"],
    ["a component in a command", "../../components/cloudProvider.ts", "commands/demo/main.ts"],
    ["the client in a stand-in", "../../xcally/client/index.ts", "simulator/xcally/index.ts"],
  ])("an import against the one way: %s", async (_, module, path) => {
    expect(await rulesBroken(`import * as it from "${module}";\nexport { it };\n`, path)).toContain(
      "no-restricted-imports",
    );
  });
});
