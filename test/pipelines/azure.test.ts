import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, jest, test } from "@jest/globals";
import { repository } from "./files.ts";
import { installStandIns } from "./standIns/install.ts";

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), "azure-"));
const standIns = installStandIns(folder, {});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const run = (script: string, ...args: string[]) =>
  spawnSync(join(repository, "pipelines/azure", script), args, {
    encoding: "utf8",
    env: { ...process.env, ...standIns.environment },
  });
const state = ["mail", "westeurope", "mailstate", "mail-keys"];
const issuer = "https://token.actions.githubusercontent.com";
const subject = "repo:contoso/mail:environment:production";
const count = (kind: string) => standIns.azure()[kind]?.length ?? 0;

describe("the scripts that prepare Azure, against a stand-in of the Azure CLI", () => {
  test("make a home for state and the key of the secrets, and the second time only the rights again", () => {
    const { status, stdout, stderr } = run("state.sh", ...state);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toBe(
      "PULUMI_BACKEND_URL=azblob://state?storage_account=mailstate\n" +
        "SECRETS_PROVIDER=azurekeyvault://mail-keys.vault.azure.net/keys/pulumi\n",
    );
    expect(standIns.azure()["account"]).toMatchObject([{ "allow-blob-public-access": "false" }]);
    expect(run("state.sh", ...state).status).toBe(0);
    expect([count("vault"), count("key")]).toEqual([1, 1]);
  });

  test("make an identity that trusts the pipeline and has the permissions that are named, once", () => {
    const args = [
      "mail",
      "mailstate",
      "mail-keys",
      issuer,
      subject,
      "Application.ReadWrite.OwnedBy",
      "Policy.Read.All",
    ];
    const first = run("identity.sh", ...args);
    expect({ status: first.status, stderr: first.stderr }).toEqual({ status: 0, stderr: "" });
    expect(first.stdout).toMatch(/^ENTRA_CLIENT_ID=[0-9a-f-]{36}\nENTRA_TENANT_ID=[0-9a-f-]{36}\n$/);
    expect([count("app"), count("sp"), count("credential"), count("grant")]).toEqual([1, 1, 1, 2]);
    expect(run("identity.sh", ...args).stdout).toBe(first.stdout);
    expect([count("app"), count("sp"), count("credential"), count("grant")]).toEqual([1, 1, 1, 2]);
    expect(JSON.parse(standIns.azure()["credential"]?.[0]?.["parameters"] ?? "")).toEqual({
      name: "repo-contoso-mail-environment-production",
      issuer,
      subject,
      audiences: ["api://AzureADTokenExchange"],
    });
  });

  test("let an identity for previews only read the state", () => {
    const args = ["preview", "mailstate", "mail-keys", issuer, `${subject}-preview`, "Directory.Read.All"];
    expect(run("identity.sh", "--preview", ...args).status).toBe(0);
    const { role: roles = [] } = standIns.azure();
    expect(roles.slice(-2).map(({ role }) => role)).toEqual([
      "Storage Blob Data Reader",
      "Key Vault Crypto User",
    ]);
  });

  test("stop at a permission that Microsoft Graph does not have", () => {
    const { status, stderr } = run(
      "identity.sh",
      "other",
      "mailstate",
      "mail-keys",
      issuer,
      subject,
      "Mail.Everything",
    );
    expect(status).toBe(1);
    expect(stderr).toBe("Microsoft Graph has no application permission Mail.Everything.\n");
  });

  test("say how to call them where an argument is missing", () => {
    expect(run("identity.sh", "mail").stderr).toContain("usage: identity.sh [--preview] NAME");
    expect(run("state.sh").stderr).toContain("usage: state.sh RESOURCE_GROUP");
  });
});
