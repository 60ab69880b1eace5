import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { azCommand, azureCliToken } from "../../entra/azureCli.ts";
import { rejection } from "../support/rejection.ts";
import { oneSentence } from "./tokenServer.ts";

const resource = "https://graph.microsoft.com";
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "az-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Puts a program named az first on the path and asks it. */
async function ask(
  script: string,
  tenantId: string | undefined = "contoso.com",
  timeoutMs = 20_000,
): Promise<string> {
  await writeFile(join(folder, "az"), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, "az"), 0o755);
  const environment = { PATH: `${folder}${delimiter}${process.env["PATH"] ?? ""}`, MARK: "kept" };
  return azureCliToken({ tenantId, resource, environment, timeoutMs });
}

test("az is asked for a token of the tenant, in the given environment, and what it warns of is passed over", async () => {
  const script = `echo "WARNING: old" >&2; printf '{"accessToken":"%s","tokenType":"Bearer"}' "$* $MARK"`;
  expect(await ask(script)).toBe(
    "account get-access-token --resource https://graph.microsoft.com --tenant contoso.com --output json kept",
  );
});

describe("the command", () => {
  const args = { tenantId: "contoso.com", resource, environment: {} };

  test("names no tenant where none is set, and none in the Cloud Shell", () => {
    const words = ["account", "get-access-token", "--resource", resource, "--output", "json"];
    expect(azCommand({ ...args, tenantId: undefined }, "linux")).toEqual({
      file: "az",
      args: words,
      cwd: undefined,
    });
    const environment = { AZUREPS_HOST_ENVIRONMENT: "cloud-shell/1.0" };
    expect(azCommand({ ...args, environment }, "linux").args).toEqual(words);
  });

  test("starts the batch file of Windows by its command interpreter, away from the current folder", () => {
    const environment = { COMSPEC: "C:\\Windows\\System32\\cmd.exe", SystemRoot: "C:\\Windows" };
    const { file, args: words, cwd } = azCommand({ ...args, environment }, "win32");
    expect([file, cwd]).toEqual(["C:\\Windows\\System32\\cmd.exe", "C:\\Windows"]);
    expect(words.slice(0, 5)).toEqual(["/d", "/c", "az", "account", "get-access-token"]);
  });

  test.each(["contoso.com & calc", "%PATH%", 'a"b', "a|b", "a^b", "--x y"])(
    "is not made with the tenant %s",
    (tenantId) => {
      expect(() => azCommand({ ...args, tenantId }, "win32")).toThrow(/ cannot be given to the Azure CLI; /);
    },
  );
});

describe("without a token one sentence says why and what to do:", () => {
  test.each([
    [
      "nobody is signed in",
      `echo "ERROR: Please run 'az login' to setup account." >&2; exit 1`,
      `az says "Please run 'az login' to setup account"; run az login --tenant contoso.com.`,
    ],
    [
      "the sign-in has ended",
      `echo "ERROR: AADSTS700082: The refresh token has expired. Trace ID: 1" >&2; echo "Interactive login is needed" >&2; exit 1`,
      "the refresh token was not used for 90 days (AADSTS700082); run az login --tenant contoso.com.",
    ],
    ["az is silent", "exit 3", "az failed without saying why; run az login --tenant contoso.com."],
    [
      "az speaks of something else",
      "echo '{}'",
      "what az printed holds no token; update it and run az login",
    ],
  ])("%s", async (_what, script, words) => {
    const { message } = await rejection(ask(script));
    expect(message).toMatch(oneSentence);
    expect(message).toContain(`Could not get a token from the Azure CLI: ${words}`);
  });

  test("az is not there", async () => {
    const { message } = await rejection(
      azureCliToken({ tenantId: undefined, resource, environment: { PATH: join(folder, "empty") } }),
    );
    expect(message).toMatch(/: az is not installed, or not on the PATH; install it and run az login\.$/);
  });

  test("az waits for something", async () => {
    const { message } = await rejection(ask("sleep 30", "contoso.com", 50));
    expect(message).toMatch(
      /: az gave no answer within 0.05 seconds; run az login --tenant contoso.com, and see /,
    );
  });

  test("what az printed before it failed is not repeated", async () => {
    const { message } = await rejection(ask(`printf '{"accessToken":"hunter2"}'; exit 1`));
    expect(message).not.toContain("hunter2");
  });
});
