import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { createRecordingPwsh, type PwshRun } from "./recordingPwsh.ts";
import { startTestStack, threeMailboxes, type TestStack } from "./testStack.ts";

jest.setTimeout(300_000);

const [support, sales, info] = threeMailboxes;
const reader = { ...sales, protocols: ["imap"] };
const organization = "contoso.onmicrosoft.com";
const password = "sentinel-of-the-certificate";
const pwsh = createRecordingPwsh();
let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({
    mailboxes: [support, reader, info],
    exchange: { apply: true, organization },
  });
});
afterAll(async () => {
  await stack.close();
  pwsh.close();
});

const certificate = () => join(stack.stack.workspace.workDir, "certificate.pfx");
let seen = 0;
/** What was run since it was last asked, by mailbox, each in its order. */
const newRuns = () => {
  const runs = pwsh.runs().slice(seen);
  seen += runs.length;
  return Object.groupBy(runs, ({ environment }) => environment["MAILBOX_KEY"] ?? "");
};
const scripts = (runs: readonly PwshRun[] = []) => runs.map((run) => run.arguments.at(-1));

/** How a script is run for the shared mailbox. */
const run = (script: string, given: Readonly<Record<string, string>>) => ({
  arguments: ["-NoProfile", "-NonInteractive", "-File", `exchange/${script}.ps1`],
  found: true,
  environment: {
    MAILBOX_KEY: "info",
    MAILBOX_ADDRESS: "info@contoso.com",
    ...given,
    EXCHANGE_ORGANIZATION: organization,
    EXCHANGE_APP_ID: "app-of-exchange",
    EXCHANGE_CERTIFICATE_FILE: certificate(),
    EXCHANGE_CERTIFICATE_PASSWORD: password,
  },
});

test("a preview needs nothing of what the commands need, and says what an up will", async () => {
  expect(await stack.preview()).toMatchObject({ create: expect.any(Number) });
  expect(stack.output()).toMatch(
    /A preview does not need to; [^]*\n\s*- EXCHANGE_APP_ID: This environment variable is missing\./,
  );
});

test("an up asks for what the commands need on this machine before anything is touched", async () => {
  const { envVars } = stack.stack.workspace;
  envVars["PATH"] = pwsh.pathBefore(envVars["PATH"] ?? "");
  await expect(stack.up()).rejects.toThrow("EXCHANGE_APP_ID: This environment variable is missing.");
  writeFileSync(certificate(), "");
  Object.assign(envVars, {
    EXCHANGE_APP_ID: "app-of-exchange",
    EXCHANGE_CERTIFICATE_FILE: certificate(),
    EXCHANGE_CERTIFICATE_PASSWORD: password,
  });
  expect(stack.entra.state.applications.filter(({ seeded }) => !seeded)).toEqual([]);
});

test("an up runs what each mailbox needs, one after the other, with values in the environment alone", async () => {
  await stack.up();
  const { support: ofSupport, sales: ofSales, info: ofInfo } = newRuns();
  expect(scripts(ofSales)).toEqual(["exchange/enableProtocols.ps1"]);
  expect(scripts(ofSupport)).toEqual(["exchange/enableProtocols.ps1", "exchange/allowSmtp.ps1"]);
  const delegate = { MAILBOX_SIGN_IN_USER: "agent@contoso.com" };
  expect(ofInfo).toEqual([
    run("enableProtocols", { MAILBOX_PROTOCOLS: "imap" }),
    run("allowSmtp", delegate),
    run("grantFullAccess", delegate),
    run("grantSendAs", delegate),
  ]);
});

test("a second up runs nothing", async () => {
  expect(Object.keys(await stack.up())).toEqual(["same"]);
  expect(newRuns()).toEqual({});
});

test("what has changed is run again; one that fails is named with its mailbox, keeps no renewed secret from XCALLY, and the next up goes on from there", async () => {
  const held = () => stack.xcally.state.cloudProviders.list().map(({ clientSecret }) => clientSecret);
  const before = held();
  await stack.configure({
    secret: { rotateNow: "leak" },
    mailboxes: [
      support,
      { ...sales, protocols: ["imap", "smtp"] },
      { ...info, signInUser: "sales@contoso.com" },
    ],
  });
  pwsh.fail("grantFullAccess", "info");
  await expect(stack.up()).rejects.toThrow(/info-grantFullAccess[^]*the permission was refused/);
  expect(held().filter((secret) => before.includes(secret))).toEqual([]);
  const first = newRuns();
  expect(scripts(first["info"])).toEqual(["exchange/allowSmtp.ps1", "exchange/grantFullAccess.ps1"]);
  pwsh.succeed();
  await stack.up();
  const second = newRuns();
  expect(scripts(second["info"])).toEqual(["exchange/grantFullAccess.ps1", "exchange/grantSendAs.ps1"]);
  // A failure elsewhere may keep it from the first of the two runs.
  expect(scripts([first, second].flatMap(({ sales: runs = [] }) => runs))).toEqual([
    "exchange/allowSmtp.ps1",
  ]);
  expect([first["support"], second["support"]]).toEqual([undefined, undefined]);
});

test("a destroy takes nothing back, and no credential of Exchange is in state or in what was printed", async () => {
  const saved = await stack.backend();
  await stack.stack.destroy();
  expect(newRuns()).toEqual({});
  for (const text of [saved, stack.output()]) {
    expect(text).toContain("grantSendAs");
    expect(text).not.toContain(password);
    expect(text).not.toContain("app-of-exchange");
  }
});
