import { describe, expect, test } from "@jest/globals";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const repository = join(import.meta.dirname, "../..");

/** Prints, as JSON, what the program's last expression is, in a process of its own: what is left out is left out for good there. */
async function run(program: string, ...nodeArguments: string[]): Promise<unknown> {
  const script = `
    import * as pulumi from "@pulumi/pulumi";
    import { useLeanRuntime } from "./components/leanRuntime.ts";
    ${program}`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...nodeArguments, "--input-type=module", "--eval", script],
    { cwd: repository },
  );
  return JSON.parse(stdout);
}

const linesOfStack = `
  useLeanRuntime();
  const thrower = () => { throw new Error("a mistake"); };
  const nested = (depth) => (depth === 0 ? thrower() : nested(depth - 1));
  try { nested(20); } catch (error) { console.log(JSON.stringify(error.stack.split("\\n").map((line) => line.trim()))); }`;

describe("with the lean runtime", () => {
  test("an error says what it is and where it was thrown", async () => {
    expect(await run(linesOfStack)).toEqual(["Error: a mistake", expect.stringMatching(/^at thrower /)]);
  }, 20_000);

  test("who wants the whole stack gets it", async () => {
    expect(await run(linesOfStack, "--stack-trace-limit=15")).toHaveLength(16);
  }, 20_000);

  test("a resource sends the engine no debug messages, and other messages as before", async () => {
    const program = `
      import settings from "@pulumi/pulumi/runtime/settings.js";
      useLeanRuntime();
      // An address that nobody is asked at: the one call of an engine that is made is answered here.
      settings.resetOptions("project", "stack", -1, "127.0.0.1:1", "mock", false, "");
      await pulumi.runtime.setMocks({ newResource: () => ({ id: "id", state: {} }), call: () => ({}) });
      const told = [];
      settings.getEngine().log = (request, done) => { told.push(request.getMessage()); done(null, {}); };
      const resource = new pulumi.CustomResource("a:b:C", "name", {});
      await pulumi.log.warn("a warning");
      resource.urn.apply(() => console.log(JSON.stringify(told)));`;
    expect(await run(program)).toEqual(["a warning"]);
  }, 20_000);
});
