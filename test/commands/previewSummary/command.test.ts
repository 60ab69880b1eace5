import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readArguments } from "../../../commands/previewSummary/arguments.ts";
import { fixtures, golden } from "./fixture.ts";

const rotation = readFileSync(join(fixtures, "rotation.json"), "utf8");
const event = (more: object) => JSON.stringify({ sequence: 1, timestamp: 0, ...more });
const run = (input: string, ...args: string[]) =>
  spawnSync(
    process.execPath,
    [join(import.meta.dirname, "../../../commands/previewSummary/main.ts"), ...args],
    {
      input,
      encoding: "utf8",
    },
  );
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "preview-summary-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("the command", () => {
  test("reads the standard input or a file, and exits with 0", () => {
    const expected = readFileSync(join(golden, "rotation.md"), "utf8");
    for (const { stdout, status } of [run(rotation), run("", "--file", join(fixtures, "rotation.json"))]) {
      expect(stdout).toBe(expected);
      expect(status).toBe(0);
    }
  });

  test("exits with 1 for a preview that failed, and prints why", () => {
    const { stdout, status } = run("", "--file", join(fixtures, "failed.json"));
    expect(status).toBe(1);
    expect(stdout).toContain("The configuration has 2 mistakes");
  });

  test.each([
    ["nothing", "", "The preview is empty, so pulumi failed before it began"],
    ["words", "Previewing update (dev)", "This is no preview, or only a part of one"],
    ["half a preview", rotation.slice(0, 500), "This is no preview, or only a part of one"],
    ["another JSON", "[]", "This is no preview, or only a part of one"],
    ["an object that is no preview", '{"name": "x"}', "This is no preview, or only a part of one"],
  ])("exits with 2 and one sentence for %s", (_what, input, message) => {
    const { stdout, stderr, status } = run(input);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stdout).toBe("");
  });

  test("names the option whose file cannot be read", () => {
    const { stderr, status } = run("", "--file", join(folder, "none.json"));
    expect({ stderr, status }).toEqual({
      stderr: `--file ${join(folder, "none.json")} cannot be read (ENOENT: no such file or directory): name a file, or - for the standard input.\n`,
      status: 2,
    });
    expect(run(rotation, "--doctor", folder).stderr).toContain(`--doctor ${folder} cannot be read (EISDIR`);
  });

  test("takes events without an end for a preview that failed, and passes over debug lines", () => {
    const { stdout, status } = run(
      [
        event({ preludeEvent: { config: {} } }),
        event({ diagnosticEvent: { severity: "debug", message: "Authorization: Bearer x" } }),
        event({ diagnosticEvent: { severity: "info#err", message: "npm says something\n" } }),
      ].join("\n"),
    );
    expect(status).toBe(1);
    expect(stdout).toContain("The preview was cut off: its events have no end.");
    expect(stdout).toContain("npm says something");
    expect(stdout).not.toContain("Bearer");
  });

  test("tells what policies say: a mandatory one fails the preview, an advisory one warns", () => {
    const policy = (enforcementLevel: string) =>
      event({
        policyEvent: {
          message: `Description.\nis ${enforcementLevel}\n`,
          policyName: "single-tenant",
          enforcementLevel,
        },
      });
    const end = event({ summaryEvent: { result: "succeeded", resourceChanges: {} } });
    const advisory = run([policy("advisory"), end].join("\n"));
    expect(advisory.status).toBe(0);
    expect(advisory.stdout).toContain("Needs attention\n\n- `single-tenant: is advisory`");
    const mandatory = run([policy("mandatory"), end].join("\n"));
    expect(mandatory.status).toBe(1);
    expect(mandatory.stdout).toContain("- `single-tenant: is mandatory`");
  });

  test("adds the findings of the doctor: failures with what to do and who, skipped checks by name", () => {
    const file = join(folder, "doctor.json");
    writeFileSync(
      file,
      JSON.stringify([
        { status: "PASS", group: "XCALLY", says: "reachable" },
        { status: "WARN", group: "Entra ID", says: "support ends soon" },
        {
          status: "FAIL",
          group: "mail",
          says: "SMTP AUTH is off | <b>",
          action: "Set-CASMailbox",
          who: "Exchange administrator",
        },
        { status: "SKIP", group: "mail", says: "no token" },
      ]),
    );
    const { stdout, status } = run(rotation, "--doctor", file);
    expect(status).toBe(0);
    expect(stdout).toContain("#### Doctor: 1 FAIL, 1 WARN, 1 SKIP, 1 PASS");
    expect(stdout).toContain(
      "- **FAIL** `mail` `SMTP AUTH is off | <b>` → `Set-CASMailbox` (`Exchange administrator`)",
    );
    expect(stdout).toContain("- **WARN** `Entra ID` `support ends soon`");
    expect(stdout).toContain("<summary>1 check was skipped</summary>\n\n- **SKIP** `mail` `no token`");
    expect(run(rotation, "--doctor", join(fixtures, "rotation.json")).stderr).toContain(
      "This is no report of the doctor",
    );
  });

  test("refuses to read two things from the standard input", () => {
    expect(() => readArguments(["--doctor", "-"])).toThrow("cannot both come from the standard input");
    expect(readArguments(["--doctor", "-", "--file", "x"])).toEqual({ file: "x", doctor: "-" });
  });
});
