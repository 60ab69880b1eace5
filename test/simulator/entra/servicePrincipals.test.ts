import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { startEntraSimulator } from "../../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";
import {
  createApplication,
  createServicePrincipal,
  findServicePrincipal,
  graphError,
  signIn,
} from "./graphClient.ts";
import type { GraphClient } from "./graphClient.ts";

let simulator: EntraSimulator;
let graph: GraphClient;
beforeEach(async () => {
  simulator = await startEntraSimulator();
  graph = await signIn(simulator);
});
afterEach(() => simulator.close());

const unknownId = "11111111-2222-4333-8444-555555555555";
const exchangeAppId = "00000002-0000-0ff1-ce00-000000000000";

test("a service principal copies from its application and follows it", async () => {
  const application = await createApplication(graph, {
    tags: ["mail"],
    web: { redirectUris: ["https://xcally.contoso.com/cb"], homePageUrl: "https://xcally.contoso.com" },
  });
  const { status, body } = await graph.post("/servicePrincipals", {
    appId: application.appId,
    accountEnabled: true,
    description: "for mail",
    tags: ["HideApp"],
  });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    appId: application.appId,
    displayName: "XCALLY support",
    appDisplayName: "XCALLY support",
    appOwnerOrganizationId: simulator.tenantId,
    servicePrincipalType: "Application",
    servicePrincipalNames: [application.appId],
    signInAudience: "AzureADMyOrg",
    replyUrls: ["https://xcally.contoso.com/cb"],
    homepage: "https://xcally.contoso.com",
    description: "for mail",
    tags: ["HideApp", "mail"],
    accountEnabled: true,
    appRoleAssignmentRequired: false,
  });
  const { id } = body as { id: string };
  await graph.patch(`/applications/${application.id}`, { displayName: "Renamed" });
  expect((await graph.get(`/servicePrincipals/${id}`)).body).toMatchObject({ displayName: "Renamed" });
  expect((await graph.get(`/servicePrincipals/${id}/owners`)).body).toMatchObject({
    value: [{ id: simulator.deployer.objectId }],
  });
});

test("an application has one service principal", async () => {
  const { appId } = await createApplication(graph);
  await createServicePrincipal(graph, appId);
  const answer = await graph.post("/servicePrincipals", { appId });
  expect(answer.status).toBe(409);
  expect(answer.body).toEqual(
    graphError(
      "Request_MultipleObjectsWithSameKeyValue",
      `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
    ),
  );
});

test("a service principal needs an application", async () => {
  const answer = await graph.post("/servicePrincipals", { appId: unknownId });
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual(
    graphError(
      "NoBackingApplicationObject",
      `The appId '${unknownId}' of the service principal does not reference a valid application object.`,
    ),
  );
});

test.each([
  ["an unknown property", { colour: "red" }],
  ["a value of the wrong kind", { accountEnabled: "yes" }],
  ["another client id", { appId: unknownId }],
])("a change with %s is refused", async (_what, body) => {
  const { appId } = await createApplication(graph);
  const id = await createServicePrincipal(graph, appId);
  expect((await graph.patch(`/servicePrincipals/${id}`, body)).status).toBe(400);
});

test("a service principal is changed and deleted", async () => {
  const { appId } = await createApplication(graph);
  const id = await createServicePrincipal(graph, appId);
  expect((await graph.patch(`/servicePrincipals/${id}`, { notes: "mine" })).status).toBe(204);
  expect((await graph.get(`/servicePrincipals/${id}`)).body).toMatchObject({ notes: "mine" });
  expect((await graph.delete(`/servicePrincipals/${id}`)).status).toBe(204);
  expect((await graph.get(`/servicePrincipals/${id}`)).status).toBe(404);
});

describe("Microsoft's own", () => {
  const scopesOf = async (client: GraphClient, appId: string): Promise<Record<string, string>> => {
    const { body } = await client.get(`/servicePrincipals/${await findServicePrincipal(client, appId)}`);
    const { oauth2PermissionScopes } = body as { oauth2PermissionScopes: { id: string; value: string }[] };
    return Object.fromEntries(oauth2PermissionScopes.map(({ id, value }) => [value, id]));
  };

  test("Microsoft Graph lists the permissions for mail with their real ids", async () => {
    expect(await scopesOf(graph, "00000003-0000-0000-c000-000000000000")).toMatchObject({
      "IMAP.AccessAsUser.All": "652390e4-393a-48de-9484-05f9b1212954",
      "POP.AccessAsUser.All": "d7b7f2d9-0f45-4ea1-9d42-e50810c06991",
      "SMTP.Send": "258f6531-6087-4cc4-bb90-092c5fb3ed3f",
      "User.Read": "e1fe6dd8-ba31-4d61-89e7-88639da4683d",
      offline_access: "7427e0e9-2fba-42fe-b0c0-848c9e6a8182",
    });
  });

  test("Exchange Online lists them by default, and not where that is switched off", async () => {
    expect(Object.keys(await scopesOf(graph, exchangeAppId))).toContain("IMAP.AccessAsUser.All");
    const strict = await startEntraSimulator({ exchangeListsMailScopes: false });
    const scopes = await scopesOf(await signIn(strict), exchangeAppId);
    await strict.close();
    expect(Object.keys(scopes)).toEqual(["EWS.AccessAsUser.All"]);
  });

  test("are found by name", async () => {
    const { body } = await graph.get(
      "/servicePrincipals?$filter=displayName eq 'Office 365 Exchange Online'",
    );
    expect(body).toMatchObject({ value: [{ appId: exchangeAppId }] });
  });

  test("stay as they are", async () => {
    const id = await findServicePrincipal(graph, exchangeAppId);
    expect((await graph.patch(`/servicePrincipals/${id}`, { notes: "mine" })).status).toBe(403);
    expect((await graph.delete(`/servicePrincipals/${id}`)).status).toBe(403);
  });
});

test("the beta API has the address of SAML metadata, which is none here", async () => {
  const id = await findServicePrincipal(graph, exchangeAppId);
  const { body } = await graph.get(`/beta/servicePrincipals/${id}?$select=samlMetadataUrl`);
  expect(body).toMatchObject({ samlMetadataUrl: null });
  expect((await graph.get(`/servicePrincipals/${id}?$select=samlMetadataUrl`)).status).toBe(400);
});
