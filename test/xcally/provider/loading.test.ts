import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";

const repository = join(import.meta.dirname, "../../..");

test("resources that have not changed are compared without loading the client", async () => {
  const script = `
    import { createRequire } from "node:module";
    const require = createRequire(import.meta.resolve("./index.ts"));
    // As the launcher of dynamic providers loads it.
    const { cloudProvider } = require("./xcally/provider/index.ts");
    const server = "https://motion.contoso.com";
    const { changes } = await cloudProvider.diff("1", { server, name: "a" }, { server, name: "a" });
    const client = () => Object.keys(require.cache).some((file) => file.includes("/undici/"));
    const before = client();
    await cloudProvider.configure({ config: { get: () => undefined } });
    await cloudProvider.diff("1", { server, name: "a", mailbox: "m" }, { server: "https://other.contoso.com", name: "a" }).catch(() => undefined);
    console.log(JSON.stringify({ changes, before, after: client() }));`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: repository,
  });
  expect(JSON.parse(stdout)).toEqual({ changes: false, before: false, after: true });
}, 20_000);
