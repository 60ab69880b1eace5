import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { format } from "prettier";
import { fixtures, golden, toFixture } from "../commands/previewSummary/fixture.ts";
import { prepare, previewScenarios, recordPreview } from "./previewScenarios.ts";
import { startTestStack, type TestStack } from "./testStack.ts";

jest.setTimeout(600_000);

/** `RECORD=1 npm test -- test/stack/previewSummary` writes fixtures and golden summaries anew; read what git shows then. */
const records = process.env["RECORD"] === "1";

/** What the deployer needs besides to let in single users. */
const userRoles = ["User.ReadBasic.All", "AppRoleAssignment.ReadWrite.All", "Application.Read.All"];
let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ secretProof: { required: false } }, userRoles);
  await prepare(stack);
});
afterAll(() => stack.close());

const isFirst = previewScenarios.filter((scenario) => scenario.isFirst === true);
const later = previewScenarios.filter((scenario) => scenario.isFirst !== true);

describe.each([
  ["a stack that is not made yet", isFirst],
  ["a stack of two mailboxes", later],
])("previews of %s", (_name, scenarios) => {
  beforeAll(async () => {
    if (scenarios !== later) return;
    await prepare(stack);
    await stack.up();
  });

  test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    "the real preview %s gives its golden summary",
    async (name, scenario) => {
      const { text, exitCode } = await recordPreview(stack, scenario);
      const fixture = toFixture(text);
      const { markdown, status } = await summarise(fixture);
      if (records) {
        writeFileSync(
          join(fixtures, `${name}.json`),
          await format(fixture, { parser: "json", printWidth: 110 }),
        );
        writeFileSync(join(golden, `${name}.md`), markdown);
      }
      expect(markdown).toBe(readFileSync(join(golden, `${name}.md`), "utf8"));
      expect(status).toBe(exitCode === 0 ? 0 : 1);
    },
  );

  test("the streaming form of a preview gives the same summary", async () => {
    const scenario = scenarios.find(({ name }) => name === "first" || name === "rotation");
    if (scenario === undefined) throw new Error("There are scenarios.");
    const digest = await recordPreview(stack, scenario);
    const stream = await recordPreview(stack, scenario, { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" });
    expect(stream.text.split("\n").length).toBeGreaterThan(20);
    expect(await summarise(stream.text)).toEqual(await summarise(digest.text));
  });
});

test("no secret that XCALLY holds is in a preview or in its summary", async () => {
  const held = stack.xcally.state.cloudProviders
    .list()
    .flatMap(({ clientSecret }) => clientSecret ?? [])
    .filter((secret) => secret.length > 20);
  expect(held).toHaveLength(2);
  const rotation = previewScenarios.find(({ name }) => name === "rotation");
  const { text } = await recordPreview(stack, rotation ?? { name: "none" });
  const { markdown } = await summarise(text);
  for (const secret of held) expect(text + markdown).not.toContain(secret);
  expect(text).toContain("[secret]");
});

/** What the command prints for a preview on its standard input. */
async function summarise(preview: string): Promise<{ markdown: string; status: number | null }> {
  const main = join(import.meta.dirname, "../../commands/previewSummary/main.ts");
  const child = spawn(process.execPath, [main], { stdio: ["pipe", "pipe", "inherit"] });
  const chunks: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
  child.stdin.end(preview);
  const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { markdown: chunks.join(""), status };
}
