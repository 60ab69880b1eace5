import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { access, readFile } from "node:fs/promises";
import { Agent, fetch } from "undici";
import { startEntraSimulator } from "../../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";

let simulator: EntraSimulator;
beforeAll(async () => {
  simulator = await startEntraSimulator();
});
afterAll(() => simulator.close());

async function getOverTls(path: string, ca: string): Promise<{ status: number; body: unknown }> {
  const dispatcher = new Agent({ connect: { ca } });
  try {
    const response = await fetch(`https://${simulator.metadataHost}${path}`, { dispatcher });
    return { status: response.status, body: await response.json() };
  } finally {
    await dispatcher.destroy();
  }
}

test("the cloud's metadata names what the azuread provider asks for", async () => {
  const ca = await readFile(simulator.caFile, "utf8");
  const { status, body } = await getOverTls("/metadata/endpoints?api-version=2022-09-01", ca);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    name: expect.stringMatching(/./) as unknown,
    resourceManager: `https://${simulator.metadataHost}/`,
    microsoftGraphResourceId: `${simulator.url}/graph/`,
    authentication: {
      loginEndpoint: simulator.url,
      audiences: [expect.stringMatching(/^https:/)],
      tenant: "common",
      identityProvider: "AAD",
    },
  });
});

test("another version of the metadata is refused", async () => {
  const ca = await readFile(simulator.caFile, "utf8");
  expect((await getOverTls("/metadata/endpoints?api-version=2019-05-01", ca)).status).toBe(400);
});

test("the environment is what the azuread provider reads", () => {
  expect(simulator.environment).toEqual({
    ARM_METADATA_HOSTNAME: simulator.metadataHost,
    ARM_TENANT_ID: simulator.tenantId,
    ARM_CLIENT_ID: simulator.deployer.clientId,
    ARM_CLIENT_SECRET: simulator.deployer.clientSecret,
    ARM_USE_CLI: "false",
    SSL_CERT_FILE: simulator.caFile,
  });
});

test("closing removes the certificate and frees the ports", async () => {
  const other = await startEntraSimulator();
  await other.close();
  await expect(access(other.caFile)).rejects.toMatchObject({ code: "ENOENT" });
  await expect(fetch(other.url)).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
});
