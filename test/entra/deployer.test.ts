import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readDeployer } from "../../entra/deployer.ts";
import type { Deployer } from "../../entra/deployer.ts";
import { listen } from "../../simulator/shared/listen.ts";
import { rejection } from "../support/rejection.ts";
import { oneSentence } from "./tokenServer.ts";

let folder: string;
const file = async (content: string): Promise<string> => {
  const path = join(folder, "content");
  await writeFile(path, content);
  return path;
};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "deployer-"));
});
afterAll(() => rm(folder, { recursive: true }));

const application = { ARM_TENANT_ID: "contoso.com", ARM_CLIENT_ID: "client-1" };
const secret = { ARM_CLIENT_SECRET: "hunter2" };
const oidc = { ARM_USE_OIDC: "true", ARM_OIDC_TOKEN: "a.b.c" };
const github = {
  ARM_USE_OIDC: "true",
  ACTIONS_ID_TOKEN_REQUEST_URL: "https://example.com/token?v=2",
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token",
};

const assertionOf = (deployer: Deployer): Promise<string> => {
  if (deployer.kind !== "assertion") throw new Error(`The deployer is of the kind ${deployer.kind}.`);
  return deployer.assertion();
};

describe("the deployer is, as with the azuread provider,", () => {
  test("the application with its secret", () => {
    expect(readDeployer({}, { ...application, ...secret })).toEqual({
      kind: "secret",
      tenantId: "contoso.com",
      clientId: "client-1",
      clientSecret: "hunter2",
    });
  });

  test.each([
    ["a certificate before a secret", { ...secret, ARM_CLIENT_CERTIFICATE_PATH: "c.pfx" }, "unsupported"],
    ["a secret before OpenID Connect", { ...secret, ...oidc }, "secret"],
    ["OpenID Connect before a managed identity", { ...oidc, ARM_USE_MSI: "1" }, "assertion"],
    ["GitHub's variables", github, "assertion"],
    ["the Azure CLI where OpenID Connect is not turned on", { ...oidc, ARM_USE_OIDC: undefined }, "azureCli"],
    ["the Azure CLI where OpenID Connect lacks its token", { ARM_USE_OIDC: "true" }, "azureCli"],
    ["the Azure CLI where nothing else is set", {}, "azureCli"],
    ["a managed identity before the Azure CLI", { ARM_USE_MSI: "true" }, "unsupported"],
    ["nobody where even the Azure CLI is turned off", { ARM_USE_CLI: "false" }, "unsupported"],
    ["nobody for an empty secret", { ARM_CLIENT_SECRET: " ", ARM_USE_CLI: "0" }, "unsupported"],
    ["a service connection", { ...github, ARM_OIDC_AZURE_SERVICE_CONNECTION_ID: "id" }, "unsupported"],
  ])("%s", (_what, environment, kind) => {
    expect(readDeployer({}, { ...application, ...environment }).kind).toBe(kind);
  });

  test.each(["ARM_TENANT_ID", "ARM_CLIENT_ID"])("never an application without %s", (variable) => {
    const { kind } = readDeployer({}, { ...application, ...secret, ...oidc, [variable]: "" });
    expect(kind).toBe("azureCli");
  });

  test("the person at the Azure CLI, in the tenant that is set", () => {
    expect(readDeployer({}, { ARM_TENANT_ID: "contoso.com" })).toEqual({
      kind: "azureCli",
      tenantId: "contoso.com",
    });
    expect(readDeployer({}, {})).toEqual({ kind: "azureCli", tenantId: undefined });
  });

  test("the application of the tenant that Azure Kubernetes Service names, where that is turned on", () => {
    const environment = { ...application, ...oidc, ARM_USE_OIDC: "", AZURE_TENANT_ID: "aks.contoso.com" };
    expect(readDeployer({}, environment)).toMatchObject({ kind: "azureCli", tenantId: "contoso.com" });
    const onAks = { ...environment, ARM_USE_AKS_WORKLOAD_IDENTITY: "true" };
    expect(readDeployer({}, onAks)).toMatchObject({ kind: "assertion", tenantId: "aks.contoso.com" });
  });
});

test("Pulumi's configuration wins over the environment, and other namespaces do not count", () => {
  const settings = {
    "azuread:clientId": "client-2",
    "azuread:clientSecret": "hunter3",
    "other:tenantId": "x",
  };
  expect(readDeployer(settings, { ...application, ...secret })).toEqual({
    kind: "secret",
    tenantId: "contoso.com",
    clientId: "client-2",
    clientSecret: "hunter3",
  });
  expect(readDeployer({ "azuread:useMsi": "true" }, {}).kind).toBe("unsupported");
  expect(readDeployer({ "azuread:useCli": "false" }, { ARM_USE_CLI: "true" }).kind).toBe("unsupported");
});

describe("files", () => {
  test("hold the client id and the secret, each without the line break at its end", async () => {
    const path = await file("from a file\n");
    const environment = {
      ARM_TENANT_ID: "contoso.com",
      ARM_CLIENT_ID_FILE_PATH: path,
      ARM_CLIENT_SECRET_FILE_PATH: path,
    };
    expect(readDeployer({}, environment)).toMatchObject({
      clientId: "from a file",
      clientSecret: "from a file",
    });
  });

  test("that cannot be read are named with their variable", () => {
    const path = join(folder, "missing");
    expect(() => readDeployer({}, { ...application, ARM_CLIENT_SECRET_FILE_PATH: path })).toThrow(
      `ARM_CLIENT_SECRET_FILE_PATH names ${path}, which cannot be read; `,
    );
  });

  test("hold the pipeline's token, which is read when it is needed", async () => {
    const path = await file("old");
    const deployer = readDeployer(
      {},
      { ...application, ARM_USE_OIDC: "true", ARM_OIDC_TOKEN_FILE_PATH: path },
    );
    await file("new\n");
    expect(await assertionOf(deployer)).toBe("new");
    await file(" \n");
    expect((await rejection(assertionOf(deployer))).message).toMatch(
      /^ARM_OIDC_TOKEN_FILE_PATH names .*, which is empty; /,
    );
  });
});

test("a token in a variable is the assertion itself", async () => {
  expect(await assertionOf(readDeployer({}, { ...application, ...oidc }))).toBe("a.b.c");
});

test("GitHub is asked for a token with its own request token, for Entra ID's audience", async () => {
  const asked: unknown[] = [];
  const server = await listen({
    fetch(request) {
      const { search } = new URL(request.url);
      asked.push([request.method, search, request.headers.get("authorization")]);
      return Response.json({ count: 1, value: "x.y.z" });
    },
  });
  const url = `http://127.0.0.1:${server.port}/token?v=2`;
  const token = await assertionOf(
    readDeployer({}, { ...application, ...github, ACTIONS_ID_TOKEN_REQUEST_URL: url }),
  );
  await server.close();
  expect(token).toBe("x.y.z");
  expect(asked).toEqual([["GET", "?v=2&audience=api%3A%2F%2FAzureADTokenExchange", "Bearer request-token"]]);
});

test.each([
  [
    "a certificate",
    { ...application, ARM_CLIENT_CERTIFICATE: "x" },
    /signs in to Entra ID by a client certificate, so/,
  ],
  ["a managed identity", { ARM_USE_MSI: "true" }, /signs in to Entra ID as a managed identity, so/],
  ["nothing", { ARM_USE_CLI: "false" }, /in no way that is set completely, so/],
])("what cannot be used is told in a sentence: %s", (_what, environment, words) => {
  const deployer = readDeployer({}, environment);
  expect(deployer).toEqual({ kind: "unsupported", how: expect.stringMatching(oneSentence) as unknown });
  expect(deployer).toMatchObject({ how: expect.stringMatching(words) as unknown });
});
