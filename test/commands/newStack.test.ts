import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";

const main = join(import.meta.dirname, "../../commands/newStack/main.ts");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "new-stack-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const run = (...args: string[]) =>
  spawnSync(process.execPath, [main, ...args], { cwd: folder, encoding: "utf8", env: {} });
const url = ["--url", "https://xcally.contoso.com"];
const support = ["--mailbox", "support=support@contoso.com"];
const file = (name: string) => readFileSync(join(folder, name), "utf8");

describe("a new stack", () => {
  test("is a file with the settings that were given, and nothing else", () => {
    const { status, stderr } = run(
      "italy",
      ...url,
      ...support,
      "--mailbox",
      "info=info@contoso.com",
      "--tenant-id",
      "3f2c1b8a-6d5e-4f70-9a1b-2c3d4e5f6a7b",
      "--redirect-uri",
      "https://xcally.contoso.com/api/auth/azure/callback",
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(file("Pulumi.italy.yaml")).toBe(`config:
  xcally-mail-authentication:xcallyUrl: https://xcally.contoso.com
  xcally-mail-authentication:redirectUri: https://xcally.contoso.com/api/auth/azure/callback
  xcally-mail-authentication:tenantId: 3f2c1b8a-6d5e-4f70-9a1b-2c3d4e5f6a7b
  xcally-mail-authentication:mailboxes:
    - key: support
      address: support@contoso.com
    - key: info
      address: info@contoso.com
`);
  });

  test("comes with the commands that make it live, ready to paste", () => {
    const { stdout } = run("italy", ...url, ...support, "--secrets-provider", "awskms://alias/a?region=eu");
    expect(stdout).toBe(`Wrote Pulumi.italy.yaml. Next:

  pulumi stack init italy --secrets-provider 'awskms://alias/a?region=eu'
  pulumi config set --secret xcallyApiKey --stack italy
  npm run doctor -- --stack italy
  pulumi preview --stack italy

In pipelines, add italy to the list of stacks (docs/manyStacks.md).
`);
  });

  test("is not written for an option that does not exist, which is told in one line", () => {
    const { status, stderr } = run("italy", "--urll", "https://xcally.contoso.com");
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: "Unknown option '--urll'. npm run new-stack -- --help lists the options.\n",
    });
  });

  test("is not written where anything is wrong, and everything that is wrong is told", () => {
    const { status, stderr } = run(
      "south italy",
      "--url",
      "http://xcally.contoso.com",
      "--mailbox",
      "support",
      "--mailbox",
      "Info=info@contoso.com",
      "--mailbox",
      "sales=nobody",
      "--tenant-id",
      "contoso",
    );
    expect(status).toBe(1);
    expect(stderr.trim().split("\n")).toEqual([
      "Nothing was written, because of 6 mistakes:",
      "- NAME: south italy is not allowed. Give one name of letters, digits, hyphens, underscores and periods.",
      "- --mailbox: support is not allowed. Write KEY=ADDRESS, such as support=support@contoso.com.",
      expect.stringMatching(/^- --tenant-id: "contoso" is not allowed/),
      expect.stringMatching(/^- --url: "http:\/\/xcally.contoso.com" is not allowed\. Use https/),
      expect.stringMatching(/^- --mailbox \(mailbox Info\): "Info" is not allowed/),
      expect.stringMatching(/^- --mailbox \(mailbox sales\): "nobody" is not allowed/),
    ]);
    expect(() => file("Pulumi.south italy.yaml")).toThrow("no such file");
  });

  test("is not written without a name, a server and a mailbox", () => {
    const { status, stderr } = run();
    expect(status).toBe(1);
    expect(stderr).toContain("- NAME: it is missing.");
    expect(stderr).toContain("- --url: This is missing.");
    expect(stderr).toContain("- --mailbox: This is missing. Give one or more, such as --mailbox support=");
    expect(run("italy", ...url, "--mailbox", "support").stderr).toMatch(/^Nothing .* 1 mistake:\n.*\n$/);
  });

  test("never overwrites a file", () => {
    writeFileSync(join(folder, "Pulumi.italy.yaml"), "config: {}\n");
    const { status, stderr } = run("italy", ...url, ...support);
    expect(status).toBe(1);
    expect(stderr).toContain("Pulumi.italy.yaml exists already, and is not overwritten.");
    expect(file("Pulumi.italy.yaml")).toBe("config: {}\n");
  });

  test("does not take a mailbox of another stack on the same server, but on another server it does", () => {
    expect(run("italy", ...url, ...support).status).toBe(0);
    writeFileSync(join(folder, "Pulumi.broken.yaml"), "config: [");
    const { status, stderr } = run("spain", "--url", "https://XCALLY.contoso.com/", ...support);
    expect(status).toBe(1);
    expect(stderr).toContain(
      "- --mailbox (mailbox support): support@contoso.com is in the stack italy already, on the same XCALLY server.",
    );
    expect(run("spain", "--url", "https://xcally.contoso.es", ...support).status).toBe(0);
  });

  test("finds it too where the other stack names the mail account, by its address or its id", () => {
    const key = "xcally-mail-authentication:mailboxes";
    const mailboxes = [
      { key: "desk", address: "desk@contoso.com", account: "Support@contoso.com" },
      { key: "info", address: "info@contoso.com", accountId: 7 },
    ];
    const config = { "xcally-mail-authentication:xcallyUrl": "https://xcally.contoso.com", [key]: mailboxes };
    writeFileSync(join(folder, "Pulumi.italy.yaml"), JSON.stringify({ config }));
    const { status, stderr } = run("spain", ...url, ...support, "--mailbox", "info=info@contoso.com");
    expect(status).toBe(1);
    expect(stderr).toContain("support@contoso.com is in the stack italy already");
    expect(stderr).toContain("info@contoso.com is in the stack italy already");
  });

  test.each(["aws-kms://alias/a", "azurekeyvault", "passphrases", "vault://key", ""])(
    "is not written for the secrets provider %p, which Pulumi would refuse later",
    (provider) => {
      const { status, stderr } = run("italy", ...url, ...support, "--secrets-provider", provider);
      expect(status).toBe(1);
      expect(stderr).toContain(`- --secrets-provider: ${provider} is not allowed. Write default, passphrase`);
    },
  );

  test.each(["default", "passphrase", "hashivault://mykey", "gcpkms://projects/p/locations/l"])(
    "takes the secrets provider %p",
    (provider) => {
      expect(run("italy", ...url, ...support, "--secrets-provider", provider).stdout).toContain(provider);
    },
  );

  test("says how to call it", () => {
    expect(run("--help").stdout).toContain("Usage: npm run new-stack -- NAME --url");
  });

  test("finds it too where the stacks have the server's address from Pulumi.yaml", () => {
    const common = { xcallyUrl: { type: "string", default: "https://xcally.contoso.com" } };
    const mailboxes = { "xcally-mail-authentication:mailboxes": [{ address: "support@contoso.com" }] };
    writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify({ config: common }));
    writeFileSync(join(folder, "Pulumi.italy.yaml"), JSON.stringify({ config: mailboxes }));
    const { status, stderr } = run("spain", ...url, ...support);
    expect(status).toBe(1);
    expect(stderr).toContain("support@contoso.com is in the stack italy already");
  });
});
