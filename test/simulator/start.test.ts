import { spawnSync } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { instructions } from "../../simulator/instructions.ts";
import { listen } from "../../simulator/shared/listen.ts";
import { mailTest } from "./mail/mailTest.ts";
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

test("the environment keeps both away from a proxy, and the hosts that the shell keeps away from it", async () => {
  const before = process.env["NO_PROXY"];
  process.env["NO_PROXY"] = "intranet.contoso.com";
  const behindProxy = await startSimulators(freePorts);
  if (before === undefined) delete process.env["NO_PROXY"];
  else process.env["NO_PROXY"] = before;
  await behindProxy.close();
  const hosts = behindProxy.environment["NO_PROXY"]?.split(",");
  expect(hosts).toEqual(expect.arrayContaining(["intranet.contoso.com", "localhost", "127.0.0.1"]));
  expect(behindProxy.environment["no_proxy"]).toBe(behindProxy.environment["NO_PROXY"]);
});

test("a shell that reads what is printed has the environment, and nothing of another sign-in", () => {
  const { PATH = "" } = process.env;
  const { stdout, stderr } = spawnSync("sh", ["-c", `${instructions(simulators)}\nenv`], {
    env: {
      PATH,
      ARM_USE_OIDC: "true",
      ARM_CLIENT_CERTIFICATE_PATH: "mine.pfx",
      XCALLY_USER: "me",
      CHARM_SET: "kept",
    },
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  const lines = stdout.split("\n");
  const expected = Object.entries(simulators.environment).map(([name, value]) => `${name}=${value}`);
  expect(lines).toEqual(expect.arrayContaining([...expected, "CHARM_SET=kept"]));
  expect(stdout).not.toMatch(/ARM_USE_OIDC|ARM_CLIENT_CERTIFICATE_PATH|XCALLY_USER/);
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

test("what was started before a port turned out to be taken is stopped again", async () => {
  const taken = Number(new URL(simulators.entra.url).port);
  const { port: free, close } = await listen({ fetch: () => new Response() });
  await close();
  await expect(startSimulators({ ...freePorts, xcally: free, entra: taken })).rejects.toThrow(
    `port ${taken} on`,
  );
  await (await startSimulators({ ...freePorts, xcally: free })).close();
});

test("both follow the clock that they are given", async () => {
  let now = new Date("2027-01-01T00:00:00Z");
  const turned = await startSimulators(freePorts, { now: () => now });
  now = new Date("2027-06-01T00:00:00Z");
  turned.entra.reset();
  turned.xcally.reset();
  await turned.close();
  expect(turned.entra.state.applications.map(({ createdDateTime }) => createdDateTime)).toEqual([now]);
  const created = turned.xcally.state.mailAccounts.list().map(({ createdAt }) => createdAt);
  expect(new Set(created)).toEqual(new Set([now.toISOString()]));
});

mailTest("with mail servers there is a mailbox for everybody, and one authority to trust", async () => {
  const withMail = await startSimulators(freePorts, { mail: true });
  try {
    const { entra, mail } = withMail;
    for (const { mail: address } of entra.state.users) expect(mail?.mailbox(address).address).toBe(address);
    expect(mail?.mailbox("info@contoso.com")).toMatchObject({
      fullAccess: ["agent@contoso.com"],
      sendAs: ["agent@contoso.com"],
    });
    expect(mail?.certificatePem).toBe(await readFile(entra.caFile, "utf8"));
  } finally {
    await withMail.close();
  }
});

test("Pulumi's state of these stand-ins goes when they go", async () => {
  const folder = fileURLToPath(simulators.environment["PULUMI_BACKEND_URL"] ?? "");
  expect((await stat(folder)).isDirectory()).toBe(true);
  await simulators.close();
  await expect(stat(folder)).rejects.toThrow("ENOENT");
});
