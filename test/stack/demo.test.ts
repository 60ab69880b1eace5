import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, jest, test } from "@jest/globals";

jest.setTimeout(600_000);

test("npm run demo connects three mailboxes, keeps every claim, and takes everything back", () => {
  const main = join(import.meta.dirname, "../../commands/demo/main.ts");
  const { status, stdout } = spawnSync(process.execPath, [main], { encoding: "utf8" });
  expect(status).toBe(0);
  expect(stdout).toContain("Every claim above held.");
  expect(stdout.match(/^ok /gm)?.length).toBeGreaterThanOrEqual(8);
});
