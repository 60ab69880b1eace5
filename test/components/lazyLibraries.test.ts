import { describe, expect, test } from "@jest/globals";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const repository = join(import.meta.dirname, "../..");

/** Prints, as JSON, what the program's last expression is, in a process of its own, where the SDK has not been loaded yet. */
async function run(program: string): Promise<unknown> {
  const script = `
    import "./components/lazyLibraries.ts";
    import * as pulumi from "@pulumi/pulumi";
    import { createRequire } from "node:module";
    const loaded = (part) =>
      Object.keys(createRequire(import.meta.resolve("@pulumi/pulumi")).cache).filter((file) => file.includes(part)).length;
    ${program}`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: repository,
  });
  return JSON.parse(stdout);
}

describe("with lazy libraries", () => {
  test("the SDK starts without TypeScript and npm's library", async () => {
    const program = `console.log(JSON.stringify([loaded("/typescript/lib/"), loaded("/treeverse") + loaded("/pacote/")]));`;
    expect(await run(program)).toEqual([0, 0]);
  }, 20_000);

  test("a program that has the code of a function written into the state still can", async () => {
    const program = `
      const doubled = 2;
      const { text } = await pulumi.runtime.serializeFunction(() => doubled * 21);
      console.log(JSON.stringify([text.includes("doubled * 21"), loaded("/typescript/lib/") > 0]));`;
    expect(await run(program)).toEqual([true, true]);
  }, 20_000);

  test("a program that has its packages packed still can", async () => {
    const program = `
      const paths = await pulumi.runtime.computeCodePaths();
      console.log(JSON.stringify([paths.has("node_modules/undici"), loaded("/pacote/") > 0]));`;
    expect(await run(program)).toEqual([true, true]);
  }, 60_000);
});

test.each([
  ["index.ts", "./components/lean.ts"],
  ["components/lean.ts", "./lazyLibraries.ts"],
  ["examples/twoServers/index.ts", "xcally-mail-authentication/lean"],
  ["tools/bench/program/sameResources.ts", "../../../components/lean.ts"],
])("%s begins with %s, before the SDK", (file, expected) => {
  const program = readFileSync(join(repository, file), "utf8");
  expect(/^import .*/m.exec(program)?.[0]).toBe(`import "${expected}";`);
});
