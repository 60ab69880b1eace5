import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { requireTrustByFile } from "../../simulator/platform.ts";

test.each([
  [
    "darwin",
    "on macOS its plugins ignore SSL_CERT_FILE and would not trust them. Run this in a Linux container.",
  ],
  [
    "win32",
    "on Windows its plugins ignore SSL_CERT_FILE and would not trust them. Run this in WSL or in a Linux container.",
  ],
] as const)("stand-ins for Pulumi do not start on %s, with what to do instead", (platform, end) => {
  expect(() => {
    requireTrustByFile(platform);
  }).toThrow(`The stand-ins can be used by Pulumi on Linux only: ${end}`);
});

test("stand-ins for Pulumi start on Linux", () => {
  expect(() => {
    requireTrustByFile("linux");
  }).not.toThrow();
});

test.each(["simulator/main.ts", "commands/demo/main.ts"])(
  "%s ends with that sentence and exit code 1",
  (path) => {
    const onMacOs = 'data:text/javascript,Object.defineProperty(process,"platform",{value:"darwin"})';
    const main = join(import.meta.dirname, "../..", path);
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", onMacOs, main], {
      timeout: 20_000,
      encoding: "utf8",
    });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^The stand-ins can be used by Pulumi on Linux only: .*\.\n$/);
  },
);
