import { execFile } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { z } from "zod";
import { bothSides } from "../../commands/demo/bothSides.ts";
import { startTestStack, type TestStack } from "./testStack.ts";

jest.setTimeout(300_000);

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({}, ["Application.Read.All", "Policy.Read.All", "User.Read.All"]);
  await stack.configure({ redirectUri: `${stack.xcally.url}/api/auth/azure/callback` });
});
afterAll(() => stack.close());

const main = join(import.meta.dirname, "../../commands/doctor/main.ts");
const lineSchema = z.object({ group: z.string(), status: z.string(), says: z.string() });

/** Runs the command as a pipeline does, in the folder of the program. */
function doctor(...args: readonly string[]): Promise<{ readonly code: number; readonly output: string }> {
  const { workspace, name } = stack.stack;
  const complete = [main, "--stack", name, "--skip", "mail", ...args];
  const env = { ...process.env, ...workspace.envVars };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      complete,
      { cwd: workspace.workDir, env },
      (_error, stdout, stderr) => {
        resolve({ code: child.exitCode ?? -1, output: stdout + stderr });
      },
    );
  });
}

const report = (json: string) => z.array(lineSchema).parse(JSON.parse(json));

test("before the first up the doctor looks at what there is, and finds nothing wrong", async () => {
  const { code, output } = await doctor("--format", "json");
  const skipped = report(output).filter(({ status }) => status !== "PASS");
  expect(skipped.map(({ group, status, says }) => `${status} ${group}: ${says}`)).toEqual([
    "SKIP XCALLY: XCALLY has no Cloud Provider yet, so its fields cannot be compared with the contract.",
    ...["support (support@contoso.com)", "sales (sales@contoso.com)", "info (info@contoso.com)"].map(
      (mailbox) =>
        `SKIP Entra ID: Mailbox ${mailbox} has nothing yet that could be looked at: pulumi up makes it.`,
    ),
    "SKIP mail: The mail servers are left out (--skip mail).",
  ]);
  expect(code).toBe(0);
});

test("of a healthy stack every line is PASS, and the exit code 0", async () => {
  await stack.up();
  const { code, output } = await doctor("--format", "json");
  const all = report(output);
  expect(all.filter(({ group, status }) => group !== "mail" && status !== "PASS")).toEqual([]);
  expect(all.length).toBeGreaterThan(40);
  expect(code).toBe(0);
});

test("the doctor changes nothing: it only reads, on both sides and in the state", async () => {
  const before = { sides: bothSides(stack), backend: await stack.backend() };
  const seen = { entra: stack.entra.requests.length, xcally: stack.xcally.requests.length };
  await doctor();
  const requests = [...stack.entra.requests.slice(seen.entra), ...stack.xcally.requests.slice(seen.xcally)];
  const others = requests.filter(
    ({ method, path }) => method !== "GET" && !path.endsWith("/oauth2/v2.0/token"),
  );
  expect(requests.length).toBeGreaterThan(20);
  expect(others).toEqual([]);
  expect({ sides: bothSides(stack), backend: await stack.backend() }).toEqual(before);
});

test("no format of the report holds a secret", async () => {
  const { envVars } = stack.stack.workspace;
  const secrets = [
    ...stack.entra.issuedSecrets,
    ...stack.xcally.receivedSecrets,
    stack.xcally.apiKey,
    envVars["PULUMI_CONFIG_PASSPHRASE"] ?? "",
  ];
  expect(secrets.length).toBeGreaterThan(10);
  for (const format of ["text", "json", "markdown"]) {
    const { output } = await doctor("--format", format);
    expect(secrets.filter((secret) => output.includes(secret))).toEqual([]);
  }
});

test("what somebody has changed by hand since is a FAIL with the exit code 1, and the next refresh and up heal it", async () => {
  const [first] = stack.xcally.state.mailAccounts.list();
  stack.xcally.state.mailAccounts.update(first?.id ?? 0, { cloudProviderId: null });
  const { code, output } = await doctor();
  expect(output.match(/^FAIL.*$/gm)).toEqual([
    expect.stringMatching(
      /The mail account Support of mailbox support \(support@contoso\.com\) signs in with no Cloud Provider/,
    ),
  ]);
  expect(code).toBe(1);
  await stack.refresh();
  await stack.up();
  expect((await doctor()).code).toBe(0);
});
