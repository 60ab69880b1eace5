import { stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { startSimulators } from "../../simulator/start.ts";
import type { Simulators } from "../../simulator/start.ts";

const freePorts = { entraMetadata: 0, entra: 0, xcally: 0 };
let simulators: Simulators;

beforeEach(async () => {
  simulators = await startSimulators(freePorts);
});
afterEach(() => simulators.close());

test("the environment opens XCALLY's API and names the deployer of Entra ID", async () => {
  const { environment, entra, xcally } = simulators;
  const answer = await fetch(`${xcally.url}/api/mail/accounts`, {
    headers: { apikey: environment["XCALLY_API_KEY"] ?? "" },
  });
  expect(await answer.json()).toMatchObject({ count: 5 });
  expect(environment).toMatchObject({
    ARM_METADATA_HOSTNAME: entra.metadataHost,
    ARM_TENANT_ID: entra.tenantId,
    ARM_CLIENT_ID: entra.deployer.clientId,
    ARM_CLIENT_SECRET: entra.deployer.clientSecret,
    SSL_CERT_FILE: entra.caFile,
  });
});

test("every address of an Office 365 account belongs to someone in the directory", () => {
  const addresses = simulators.xcally.state.mailAccounts
    .list()
    .filter(({ service }) => service === "Outlook365")
    .flatMap(({ email, user }) => [email, user ?? email]);
  const people = simulators.entra.state.users.map(({ userPrincipalName }) => userPrincipalName);
  expect(addresses).toHaveLength(6);
  expect(people).toEqual(expect.arrayContaining(addresses));
});

test("tenant and API key are the same at every start, so that a configuration can hold them", async () => {
  const again = await startSimulators(freePorts);
  await again.close();
  expect(again.environment["XCALLY_API_KEY"]).toBe(simulators.environment["XCALLY_API_KEY"]);
  expect(again.entra.tenantId).toBe(simulators.entra.tenantId);
});

test("a port that is taken is named in one sentence, whichever it is", async () => {
  const taken = Number(new URL(simulators.xcally.url).port);
  await expect(startSimulators({ ...freePorts, xcally: taken })).rejects.toThrow(
    `Could not start the simulators: port ${taken} on this machine is in use.`,
  );
  await expect(startSimulators({ ...freePorts, entra: taken })).rejects.toThrow(`port ${taken} on`);
});

test("Pulumi's state of these stand-ins goes when they go", async () => {
  const folder = fileURLToPath(simulators.environment["PULUMI_BACKEND_URL"] ?? "");
  expect((await stat(folder)).isDirectory()).toBe(true);
  await simulators.close();
  await expect(stat(folder)).rejects.toThrow("ENOENT");
});
