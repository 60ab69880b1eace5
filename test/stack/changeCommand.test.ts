import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { startTestStack, threeMailboxes, type TestStack } from "./testStack.ts";

jest.setTimeout(300_000);

const [support] = threeMailboxes;
const folder = mkdtempSync(join(tmpdir(), "change-command-"));
const log = join(folder, "log");
const runs = () => readFileSync(log, "utf8").trim().split("\n");
const command = `echo "$MAILBOX_KEY $MAILBOX_SIGN_IN_USER $MAILBOX_CLOUD_PROVIDER_ID" >> '${log}'`;
let stack: TestStack;
const setCommand = () => stack.stack.setConfig("changeCommand", { value: command, secret: true });
beforeAll(async () => {
  stack = await startTestStack({ mailboxes: [support] });
  await setCommand();
});
afterAll(async () => {
  await stack.close();
  rmSync(folder, { recursive: true });
});

test("the change command runs when a mailbox is connected and when its secret is renewed, not when nothing changed", async () => {
  await stack.up();
  expect(runs()).toEqual(["support support@contoso.com 1"]);
  await stack.up();
  expect(runs()).toHaveLength(1);
  await stack.configure({ secret: { anchor: "2026-01-03", everyDays: 60, graceDays: 10 } });
  await setCommand();
  await stack.up();
  expect(runs()).toHaveLength(2);
  // Such commands hold addresses of webhooks.
  expect((await stack.backend()).includes("MAILBOX_SIGN_IN_USER $MAILBOX")).toBe(false);
});
