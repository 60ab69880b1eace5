import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "@jest/globals";
import { providerLine } from "../../components/providerLine.ts";

const root = join(import.meta.dirname, "../..");

describe.each(["cloudProvider", "mailAccountAssociation"] as const)("the line of %s", (name) => {
  test("is shorter than 300 bytes, because every resource's state holds it", () => {
    expect(Buffer.byteLength(providerLine(name))).toBeLessThan(300);
  });

  test("loads the provider from disk in plain Node, run where the program is", () => {
    const script = `const exports = {}; ${providerLine(name)}; console.log(Object.keys(exports.handler()).sort().join());`;
    const printed = execFileSync(process.execPath, ["--input-type=commonjs", "-e", script], {
      cwd: root,
      encoding: "utf8",
    });
    expect(printed.trim()).toBe("configure,create,delete,diff,read,update");
  });

  test("says which Node is needed where Node cannot load TypeScript", () => {
    const exports: { handler?: () => unknown } = {};
    runInNewContext(providerLine(name), { exports, process: { features: {} } });
    expect(() => exports.handler?.()).toThrow("Node 22.18 or newer must be first on the PATH");
  });
});
