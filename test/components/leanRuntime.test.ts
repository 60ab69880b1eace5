import { describe, expect, test } from "@jest/globals";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const repository = join(import.meta.dirname, "../..");

/** Prints, as JSON, what the program's last expression is, in a process of its own: what is left out is left out for good there. */
async function run(program: string): Promise<unknown> {
  const script = `
    import * as pulumi from "@pulumi/pulumi";
    import { useLeanRuntime } from "./components/leanRuntime.ts";
    ${program}`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: repository,
  });
  return JSON.parse(stdout);
}

const linesOfStack = `
  useLeanRuntime();
  const thrower = () => { throw new Error("a mistake"); };
  const nested = (depth) => (depth === 0 ? thrower() : nested(depth - 1));
  try { nested(20); } catch (error) { console.log(JSON.stringify(error.stack.split("\\n").map((line) => line.trim()))); }`;

describe("with the lean runtime", () => {
  test("an error has its whole stack", async () => {
    const whole = ["Error: a mistake", /^at thrower /, ...Array<RegExp>(9).fill(/^at nested /)];
    expect(await run(linesOfStack)).toEqual(
      whole.map((line) => (line instanceof RegExp ? expect.stringMatching(line) : line)),
    );
  }, 20_000);

  test("a promise of the runtime's has no stack, and is on its list until it ends", async () => {
    const program = `
      import debuggable from "@pulumi/pulumi/runtime/debuggable.js";
      useLeanRuntime();
      const pending = new Promise(() => undefined);
      debuggable.debuggablePromise(pending, "a promise");
      await debuggable.debuggablePromise(Promise.resolve());
      const [leaked] = debuggable.leakedPromises();
      console.log(JSON.stringify([pending._debugStackTrace, [...leaked].includes(pending), leaked.size]));`;
    expect(await run(program)).toEqual(["Error", true, 1]);
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
