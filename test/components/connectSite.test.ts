import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";

const repository = join(import.meta.dirname, "../..");

test("the engine is asked for state and tenant before the clients and the other plugins' SDKs are loaded", async () => {
  const script = `
    import { createRequire } from "node:module";
    await import("./components/connectSite.ts");
    const { cache } = createRequire(import.meta.resolve("./index.ts"));
    const isLoaded = (library) => Object.keys(cache).some((file) => file.includes("/node_modules/" + library + "/"));
    console.log(JSON.stringify(["@pulumi/azuread", "@pulumi/random", "@pulumi/command", "undici"].filter(isLoaded)));`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: repository,
  });
  expect(JSON.parse(stdout)).toEqual(["@pulumi/azuread"]);
}, 20_000);
