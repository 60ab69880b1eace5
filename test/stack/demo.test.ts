import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, jest, test } from "@jest/globals";
import { findDovecot } from "../../simulator/mail/index.ts";

jest.setTimeout(600_000);

const dovecot = findDovecot();

test(`npm run demo connects three mailboxes, ${dovecot.found ? "lets mail flow" : "leaves out mail"}, keeps every claim, and takes everything back`, () => {
  const main = join(import.meta.dirname, "../../commands/demo/main.ts");
  const { status, stdout } = spawnSync(process.execPath, [main], { encoding: "utf8" });
  expect(status).toBe(0);
  expect(stdout).toContain("Every claim above held.");
  expect(stdout.match(/^ok /gm)?.length).toBeGreaterThanOrEqual(dovecot.found ? 11 : 8);
  if (dovecot.found) expect(stdout).toContain("ok     an answer has left from each mailbox");
  else expect(stdout).toContain("This part is left out");
});
