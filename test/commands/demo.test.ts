import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { createClaims } from "../../commands/demo/claims.ts";
import { preparePulumi, type Pulumi } from "../../commands/demo/pulumi.ts";
import { letMailFlow } from "../../commands/demo/mail.ts";
import { connectMailboxes, destroy, runAgain } from "../../commands/demo/steps.ts";
import { startSimulators, type Simulators } from "../../simulator/start.ts";

let printed = "";
beforeEach(() => {
  printed = "";
  jest.spyOn(console, "log").mockImplementation((text: string) => {
    printed += `${text}\n`;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe("the demo's exit code", () => {
  test("is 1 once a claim has failed, whatever holds after it", () => {
    const { claim, conclude } = createClaims();
    claim("first", true);
    claim("second", false);
    claim("third", true);
    expect(conclude()).toBe(1);
    expect(printed).toBe("ok     first\nFAILED second\nok     third\n\nA claim above did not hold.\n");
  });

  test("is 0 when every claim held", () => {
    const { claim, conclude } = createClaims();
    claim("first", true);
    expect(conclude()).toBe(0);
    expect(printed).toContain("Every claim above held.");
  });
});

test("the demo's pulumi gets the stand-ins' sign-in, and nothing of another one", async () => {
  const folder = await mkdtemp(join(tmpdir(), "pulumi-"));
  const pulumi = join(folder, "pulumi");
  await writeFile(pulumi, "#!/bin/sh\nenv\n", { mode: 0o755 });
  process.env["ARM_USE_OIDC"] = "true";
  const prepared = await preparePulumi({ pulumi, environment: {}, parts: [] }, { ARM_CLIENT_ID: "stand-in" });
  const environment = await prepared.capture("version");
  delete process.env["ARM_USE_OIDC"];
  await Promise.all([prepared.workspace.remove(), rm(folder, { recursive: true })]);
  expect(environment).toContain("ARM_CLIENT_ID=stand-in\n");
  expect(environment).not.toContain("ARM_USE_OIDC");
});

test("without Dovecot the demo leaves out mail, says in one sentence how to get it, and fails for nothing", async () => {
  const simulators = await startSimulators({ entraMetadata: 0, entra: 0, xcally: 0 });
  const claims = createClaims();
  const reason = "/usr/sbin/dovecot is missing: as root, apt-get install dovecot-imapd";
  await letMailFlow(simulators, { found: false, reason }, claims);
  await simulators.close();
  expect(claims.conclude()).toBe(0);
  expect(printed).toContain(
    `This part is left out, because it needs Dovecot on Linux as a mail server: ${reason}.\n`,
  );
});

describe("on a Pulumi that does nothing", () => {
  let simulators: Simulators;
  beforeAll(async () => {
    simulators = await startSimulators({ entraMetadata: 0, entra: 0, xcally: 0 });
  });
  afterAll(() => simulators.close());

  const idle: Pulumi = {
    workspace: {
      folder: "",
      stack: "demo",
      environment: {},
      configure: () => Promise.resolve(),
      remove: () => Promise.resolve(),
    },
    environment: {},
    run: () => Promise.resolve(),
    capture: () => Promise.resolve('{"steps":[]}'),
    stop: () => undefined,
  };

  test("the demo fails in every claim that something was made or would change", async () => {
    const claims = createClaims();
    const before = await connectMailboxes(simulators, idle, claims);
    await runAgain(simulators, idle, claims);
    await destroy(simulators, idle, claims, before);
    expect(claims.conclude()).toBe(1);
    expect(printed.match(/^FAILED .*$/gm)).toEqual([
      "FAILED the three mailboxes are linked, and no other mail account",
      "FAILED each Cloud Provider signs in with an application of its own that has a service principal and two secrets",
      "FAILED the tenant has consented on Microsoft Graph and on Exchange Online for each",
      "FAILED only resources of sales would change",
    ]);
  });
});
