import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { startEntraSimulator } from "../../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";
import { addPassword, createApplication, graphError, requestToken, signIn } from "./graphClient.ts";
import type { GraphClient } from "./graphClient.ts";

const policyId = "00000000-0000-0000-0000-000000000000";
let simulator: EntraSimulator;
let graph: GraphClient;
beforeEach(async () => {
  simulator = await startEntraSimulator({
    now: () => new Date("2027-01-01T00:00:00Z"),
    deployerRoles: ["Application.ReadWrite.OwnedBy", "Policy.Read.All"],
  });
  graph = await signIn(simulator);
});
afterEach(() => simulator.close());

describe("a limit of lifetimes", () => {
  beforeEach(() => {
    simulator.switches.maxSecretLifetimeDays = 90;
  });

  test("lets secrets through that end in time", async () => {
    const { id } = await createApplication(graph);
    await addPassword(graph, id, { endDateTime: "2027-04-01T00:00:00Z" });
    await addPassword(graph, id, {
      startDateTime: "2027-03-01T00:00:00Z",
      endDateTime: "2027-05-30T00:00:00Z",
    });
  });

  test.each([
    ["one second too long", { passwordCredential: { endDateTime: "2027-04-01T00:00:01Z" } }],
    ["of the two years that are the default", {}],
  ])("refuses one %s, in Microsoft's words", async (_what, body) => {
    const { id } = await createApplication(graph);
    const answer = await graph.post(`/applications/${id}/addPassword`, body);
    const message = `Credential lifetime exceeds the max value allowed as per assigned policy '${policyId}'.`;
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual(graphError("CredentialInvalidLifetimeAsPerAppPolicy", message));
    expect(answer.body).toMatchObject({
      error: { details: [{ code: "InvalidKeyEndDate", message, target: "EndDate" }] },
    });
    expect(simulator.issuedSecrets).toHaveLength(1);
  });

  test("also counts for a secret that comes with a new application, of which nothing stays then", async () => {
    const answer = await graph.post("/applications", {
      displayName: "XCALLY support",
      passwordCredentials: [{ endDateTime: "2029-01-01T00:00:00Z" }],
    });
    expect(answer.body).toEqual(graphError("CredentialInvalidLifetimeAsPerAppPolicy", /90|assigned policy/));
    expect(simulator.state.applications).toHaveLength(1);
  });
});

describe("a tenant without secrets", () => {
  test("refuses a new one, and lets those that exist work", async () => {
    const { id } = await createApplication(graph);
    simulator.switches.secretsForbidden = true;
    const answer = await graph.post(`/applications/${id}/addPassword`, {});
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual(
      graphError(
        "CredentialTypeNotAllowedAsPerAppPolicy",
        `Credential type not allowed as per assigned policy '${policyId}'.`,
      ),
    );
    expect((await requestToken(simulator)).status).toBe(200);
    await createApplication(graph);
  });

  test("allows them again when the switch is turned back, or all is reset", async () => {
    const { id } = await createApplication(graph);
    simulator.switches.secretsForbidden = true;
    simulator.switches.secretsForbidden = false;
    await addPassword(graph, id);
    simulator.switches.secretsForbidden = true;
    simulator.reset();
    await addPassword(graph, (await createApplication(graph)).id);
  });
});

describe("the tenant's default policy", () => {
  const path = "/policies/defaultAppManagementPolicy";

  test("is there and off as long as nothing is forbidden", async () => {
    const answer = await graph.get(path);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      id: policyId,
      isEnabled: false,
      applicationRestrictions: { passwordCredentials: [], keyCredentials: [] },
    });
  });

  test("names what is forbidden", async () => {
    Object.assign(simulator.switches, { secretsForbidden: true, maxSecretLifetimeDays: 90 });
    expect((await graph.get(path)).body).toMatchObject({
      isEnabled: true,
      applicationRestrictions: {
        passwordCredentials: [
          { restrictionType: "passwordAddition", maxLifetime: null, state: "enabled" },
          { restrictionType: "passwordLifetime", maxLifetime: "P90D", state: "enabled" },
        ],
      },
    });
  });

  test("is not for everyone to read", async () => {
    const strict = await startEntraSimulator();
    const answer = await (await signIn(strict)).get(path);
    await strict.close();
    expect(answer.status).toBe(403);
  });
});
