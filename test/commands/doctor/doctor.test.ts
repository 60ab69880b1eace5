import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { readArguments } from "../../../commands/doctor/arguments.ts";
import { fail, failOf, pass, skip, warn } from "../../../commands/doctor/finding.ts";
import { formats } from "../../../commands/doctor/formats.ts";
import { readMailSignIn } from "../../../commands/doctor/mailSignIn.ts";
import { fails, type ReportLine } from "../../../commands/doctor/report.ts";

describe("the arguments", () => {
  test("are those of Office 365 where nothing is said", () => {
    expect(readArguments(["--stack", "production"])).toEqual({
      stack: "production",
      format: "text",
      mail: {
        imap: { host: "outlook.office365.com", port: 993 },
        pop: { host: "outlook.office365.com", port: 995 },
        smtp: { host: "smtp.office365.com", port: 587 },
        ca: undefined,
      },
      mailSignIn: undefined,
    });
  });

  test("leave the mail servers out, or name others", () => {
    expect(readArguments(["--skip", "mail"]).mail).toBeUndefined();
    const { mail, mailSignIn } = readArguments(
      "--imap [::1]:1143 --smtp partner.outlook.cn:587 --mail-token-env TOKEN --mailbox support".split(" "),
    );
    expect(mail).toMatchObject({
      imap: { host: "::1", port: 1143 },
      smtp: { host: "partner.outlook.cn", port: 587 },
    });
    expect(mailSignIn).toEqual({ mailbox: "support", tokenVariable: "TOKEN" });
  });

  test.each([
    ["--format xml", "--format xml is not allowed: choose text, json, markdown."],
    ["--skip entra", "--skip entra is not allowed: write mail."],
    ["--imap outlook", "--imap outlook is not allowed: write HOST:PORT, such as outlook.office365.com:993."],
    ["--smtp host:70000", "--smtp host:70000 is not allowed"],
    ["--mailbox support", "--mail-token-env and --mailbox belong together: give both or none."],
    [
      "--mail-token-env T --mailbox s --skip mail",
      "--mailbox signs in to the mail servers, so it is not allowed",
    ],
    [
      "--mail-ca /no/file.pem",
      "--mail-ca /no/file.pem is not allowed: name a PEM file of certificates that can be read.",
    ],
    ["--verbose", "Unknown option '--verbose'"],
  ])("%s are refused", (args, message) => {
    expect(() => readArguments(args.split(" "))).toThrow(message);
  });

  test("of a sign-in must name a variable that is set and a mailbox that there is", () => {
    const wanted = { mailbox: "sales", tokenVariable: "TOKEN" };
    expect(() => readMailSignIn(wanted, { settings: undefined }, {})).toThrow(
      "--mail-token-env names TOKEN, which is not set: put an access token into it.",
    );
    expect(readMailSignIn(wanted, { settings: undefined }, { TOKEN: "x" })).toBeUndefined();
  });
});

const report: readonly ReportLine[] = [
  { group: "XCALLY", ...pass("All is well.") },
  { group: "Entra ID", ...warn("It ends | soon.", "whoever runs the stack", "Renew it.") },
  { group: "mail", ...skip("Not looked at.") },
];
const failing: readonly ReportLine[] = [
  ...report,
  { group: "XCALLY", ...fail("It is gone.", "XCALLY administrator", "Make it.") },
];

describe("the report", () => {
  test("fails where there is a FAIL, and only there", () => {
    expect(fails(report)).toBe(false);
    expect(fails(failing)).toBe(true);
  });

  test("is lines of text, JSON or Markdown", () => {
    expect(formats.text(failing).split("\n")).toEqual([
      "PASS  XCALLY         All is well.",
      "WARN  Entra ID       It ends | soon. Whoever runs the stack: Renew it.",
      "SKIP  mail           Not looked at.",
      "FAIL  XCALLY         It is gone. XCALLY administrator: Make it.",
      "1 PASS, 1 WARN, 1 FAIL, 1 SKIP",
    ]);
    expect(JSON.parse(formats.json(failing))).toEqual(failing);
    expect(formats.markdown(failing).split("\n").slice(2, 4)).toEqual([
      "| PASS | XCALLY | All is well. |  |",
      "| WARN | Entra ID | It ends \\| soon. | Whoever runs the stack: Renew it. |",
    ]);
  });

  test("says of a failure in one sentence what to do, and who can do it", () => {
    expect(
      failOf(new Error("GET /x failed: no answer; ask an administrator of the tenant to look.")),
    ).toEqual(fail("GET /x failed: no answer.", "Entra ID administrator", "Look."));
    expect(failOf(new Error("403; give the deployer X on Microsoft Graph."))).toEqual(
      fail("403.", "Entra ID administrator", "Give the deployer X on Microsoft Graph."),
    );
    expect(failOf(new Error("No credentials."))).toMatchObject({ says: "No credentials." });
  });
});

describe("the command", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "doctor-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Runs the command with a `pulumi` of the test's own, which is a shell script. */
  const run = async (pulumi: string | undefined, ...args: string[]) => {
    const path = join(folder, "pulumi");
    if (pulumi === undefined) await rm(path, { force: true });
    else await writeFile(path, `#!/bin/sh\n${pulumi}\n`, { mode: 0o755 });
    const main = join(import.meta.dirname, "../../../commands/doctor/main.ts");
    const PATH = [folder, "/bin", "/usr/bin"].join(delimiter);
    return spawnSync(process.execPath, [main, ...args], { encoding: "utf8", env: { PATH } });
  };

  test("exits with 1 for a configuration that has mistakes", async () => {
    const { status, stdout, stderr } = await run("echo '{}'", "--skip", "mail");
    expect(stdout).toContain("FAIL  configuration  xcallyUrl: ");
    expect(stderr).toBe("");
    expect(status).toBe(1);
  });

  test("exits with 2 where it is called wrongly, or Pulumi cannot read the stack", async () => {
    const wrong = await run("echo '{}'", "--format", "xml");
    expect(wrong).toMatchObject({
      status: 2,
      stderr: "--format xml is not allowed: choose text, json, markdown.\n",
    });
    const refused = await run(
      "echo secret; echo \"error: no stack named 'x' found\" >&2; exit 6",
      "--stack",
      "x",
    );
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(
      /^pulumi (?:config --json --show-secrets|stack output --json) --non-interactive --stack x failed: no stack named 'x' found\n$/,
    );
    const missing = await run(undefined);
    expect(missing).toMatchObject({
      status: 2,
      stderr: "There is no pulumi on the PATH: install it, or put the one of npm run engine there.\n",
    });
  });

  test("says how to call it", async () => {
    expect((await run(undefined, "--help")).stdout).toContain("Usage: npm run doctor -- [--stack NAME]");
  });
});
