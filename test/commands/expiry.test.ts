import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { readArguments } from "../../commands/expiry/arguments.ts";
import { formats } from "../../commands/expiry/formats.ts";
import { expiries, fails } from "../../commands/expiry/report.ts";

const mailbox = (address: string, secretExpires: string, nextRotation = "2027-01-01T00:00:00Z") => ({
  address,
  secretExpires,
  nextRotation,
  activeSecretKeyId: "key",
  clientId: "more that the report does not need",
});
const outputs = JSON.stringify({
  mailboxes: {
    support: mailbox("support@contoso.com", "2026-12-31T00:00:00Z"),
    sales: mailbox("sales@contoso.com", "2026-12-05T00:00:00Z"),
    info: mailbox("info@contoso.com", "2026-11-20T00:00:00Z"),
    billing: mailbox("billing@contoso.com", "2027-06-01T00:00:00Z", "2026-11-01T00:00:00Z"),
  },
});
const today = new Date("2026-11-24T12:00:00Z");

describe("the report", () => {
  test("has the secret that ends first on top, with what is to be done about each", () => {
    const rows = expiries(outputs, today, 14).map(({ mailbox, daysLeft, status }) => [
      mailbox,
      daysLeft,
      status,
    ]);
    expect(rows).toEqual([
      ["info", -5, "expired"],
      ["sales", 10, "expiring"],
      ["support", 36, "fine"],
      ["billing", 188, "overdue"],
    ]);
  });

  test("fails when a secret has ended or ends within the days asked for, and not for a renewal that is only due", () => {
    const only = (key: string, withinDays: number) => {
      const { mailboxes } = JSON.parse(outputs) as { mailboxes: Record<string, unknown> };
      return fails(expiries(JSON.stringify({ mailboxes: { [key]: mailboxes[key] } }), today, withinDays));
    };
    expect(only("info", 0)).toBe(true);
    expect(only("sales", 14)).toBe(true);
    expect(only("sales", 7)).toBe(false);
    expect(only("billing", 14)).toBe(false);
  });

  test("refuses outputs of something else in one sentence", () => {
    expect(() => expiries('{"url":"x"}', today, 14)).toThrow("These are not the outputs of this stack");
    expect(() => expiries("no JSON", today, 14)).toThrow("These are not the outputs of this stack");
  });

  test("is a table, JSON or Markdown", () => {
    const report = expiries(outputs, today, 14);
    expect(formats.text(report).split("\n")[2]).toBe(
      "info     info@contoso.com     2026-11-20   -5         2027-01-01     expired",
    );
    expect(formats.markdown(report).split("\n")[2]).toBe(
      "| info | info@contoso.com | 2026-11-20 | -5 | 2027-01-01 | expired |",
    );
    expect(JSON.parse(formats.json(report))).toEqual(report);
  });
});

describe("the command", () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(import.meta.dirname, "../../commands/expiry/main.ts"), ...args], {
      input: outputs,
      encoding: "utf8",
    });

  test("prints the table and exits with 1 when it fails, with 2 when it cannot make the report", () => {
    const failing = run("--outputs", "-");
    expect(failing.status).toBe(1);
    expect(failing.stdout).toContain("sales@contoso.com");
    const impossible = run("--outputs", "/does/not/exist");
    expect(impossible.status).toBe(2);
    expect(impossible.stderr).toContain("no such file");
  });

  test.each([
    [["--fail-within", "two weeks"], "--fail-within two weeks is not allowed: write days, such as 14d."],
    [["--format", "xml"], "--format xml is not allowed: choose text, json, markdown."],
  ])("refuses %j", (args, message) => {
    expect(() => readArguments(args)).toThrow(message);
  });
});
