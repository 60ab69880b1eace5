import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { startEntraSimulator } from "../../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";
import { createApplication, graphError, signIn } from "./graphClient.ts";
import type { GraphClient } from "./graphClient.ts";

let simulator: EntraSimulator;
let graph: GraphClient;
beforeEach(async () => {
  simulator = await startEntraSimulator({ now: () => new Date("2027-01-01T00:00:00Z") });
  graph = await signIn(simulator);
});
afterEach(async () => {
  await simulator.close();
  expect(simulator.unexpectedRequests).toEqual([]);
});

const unknownId = "11111111-2222-4333-8444-555555555555";

describe("a changed application", () => {
  test("keeps what the change leaves out, also in nested objects", async () => {
    const { id } = await createApplication(graph, {
      notes: "mail",
      web: {
        redirectUris: ["https://a.contoso.com/"],
        implicitGrantSettings: { enableIdTokenIssuance: true },
      },
    });
    const answer = await graph.patch(`/applications/${id}`, {
      displayName: "Renamed",
      web: { redirectUris: ["https://b.contoso.com/"] },
    });
    expect(answer.status).toBe(204);
    expect(answer.body).toBeUndefined();
    expect((await graph.get(`/applications/${id}`)).body).toMatchObject({
      displayName: "Renamed",
      notes: "mail",
      web: {
        redirectUris: ["https://b.contoso.com/"],
        implicitGrantSettings: { enableIdTokenIssuance: true, enableAccessTokenIssuance: false },
      },
    });
  });

  test("is checked as a whole", async () => {
    const { id } = await createApplication(graph, { web: { redirectUris: ["https://*.contoso.com/cb"] } });
    const answer = await graph.patch(`/applications/${id}`, {
      signInAudience: "AzureADandPersonalMicrosoftAccount",
      api: { requestedAccessTokenVersion: 2 },
    });
    expect(answer.status).toBe(400);
    expect((await graph.get(`/applications/${id}`)).body).toMatchObject({ signInAudience: "AzureADMyOrg" });
  });

  test("has its secrets changed by no PATCH", async () => {
    const { id } = await createApplication(graph);
    expect((await graph.patch(`/applications/${id}`, { passwordCredentials: [] })).status).toBe(400);
  });

  test("keeps an enabled permission of its own until that is disabled", async () => {
    const scope = { id: unknownId, value: "Read", type: "User", isEnabled: true };
    const { id } = await createApplication(graph, { api: { oauth2PermissionScopes: [scope] } });
    const remove = () => graph.patch(`/applications/${id}`, { api: { oauth2PermissionScopes: [] } });
    expect((await remove()).body).toEqual(
      graphError(
        "CannotDeleteOrUpdateEnabledEntitlement",
        "Permission (scope or role) cannot be deleted or updated unless disabled first.",
      ),
    );
    await graph.patch(`/applications/${id}`, {
      api: { oauth2PermissionScopes: [{ ...scope, isEnabled: false }] },
    });
    expect((await remove()).status).toBe(204);
  });

  test("has its identifier URI for itself", async () => {
    const own = await createApplication(graph);
    const other = await createApplication(graph);
    const identifierUris = ["https://contoso.onmicrosoft.com/mail"];
    expect((await graph.patch(`/applications/${own.id}`, { identifierUris })).status).toBe(204);
    expect((await graph.patch(`/applications/${own.id}`, { identifierUris })).status).toBe(204);
    expect((await graph.patch(`/applications/${other.id}`, { identifierUris })).body).toEqual(
      graphError(
        "Request_BadRequest",
        "Another object with the same value for property identifierUris already exists.",
      ),
    );
  });
});

describe("the beta API", () => {
  test("alone knows whether responses must be posted", async () => {
    const { id } = await createApplication(graph);
    const path = `/beta/applications/${id}?$select=oauth2RequirePostResponse`;
    expect((await graph.get(path)).body).toMatchObject({ oauth2RequirePostResponse: false });
    expect((await graph.patch(`/beta/applications/${id}`, { oauth2RequirePostResponse: true })).status).toBe(
      204,
    );
    expect((await graph.get(path)).body).toMatchObject({ oauth2RequirePostResponse: true });
    expect((await graph.get(`/applications/${id}?$select=oauth2RequirePostResponse`)).status).toBe(400);
  });
});

describe("owners", () => {
  test("are added once and removed once", async () => {
    const { id } = await createApplication(graph);
    const user = simulator.state.users[0]?.id ?? "";
    const reference = { "@odata.id": `${simulator.url}/graph/v1.0/directoryObjects/${user}` };
    const path = `/applications/${id}/owners`;
    expect((await graph.post(`${path}/$ref`, reference)).status).toBe(204);
    expect((await graph.post(`${path}/$ref`, reference)).body).toEqual(
      graphError(
        "Request_BadRequest",
        "One or more added object references already exist for the following modified properties: 'owners'.",
      ),
    );
    expect((await graph.get(path)).body).toMatchObject({
      value: [{ id: simulator.deployer.objectId }, { id: user }],
    });
    expect((await graph.delete(`${path}/${user}/$ref`)).status).toBe(204);
    expect((await graph.delete(`${path}/${user}/$ref`)).status).toBe(404);
  });
});

test("an application that does not exist is named in the answer", async () => {
  const message = `Resource '${unknownId}' does not exist or one of its queried reference-property objects are not present.`;
  for (const answer of [
    await graph.get(`/applications/${unknownId}`),
    await graph.patch(`/applications/${unknownId}`, { notes: "x" }),
    await graph.delete(`/applications/${unknownId}`),
    await graph.get(`/applications/${unknownId}/owners`),
    await graph.post(`/applications/${unknownId}/addPassword`, {}),
  ]) {
    expect(answer.status).toBe(404);
    expect(answer.body).toEqual(graphError("Request_ResourceNotFound", message));
  }
});

test("an id that is no GUID is a bad request", async () => {
  const answer = await graph.get("/applications/support");
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual(graphError("Request_BadRequest", "Invalid object identifier 'support'."));
});

test("an application has no logo", async () => {
  const { id } = await createApplication(graph);
  expect((await graph.get(`/applications/${id}/logo`)).status).toBe(404);
});
