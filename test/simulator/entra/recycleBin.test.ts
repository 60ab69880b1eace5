import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { startEntraSimulator } from "../../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";
import {
  addPassword,
  createApplication,
  createServicePrincipal,
  findServicePrincipal,
  graphError,
  requestToken,
  signIn,
} from "./graphClient.ts";
import type { GraphClient } from "./graphClient.ts";

let simulator: EntraSimulator;
let graph: GraphClient;
let application: { id: string; appId: string };
let principal: string;
let secret: string;
beforeEach(async () => {
  simulator = await startEntraSimulator();
  graph = await signIn(simulator);
  application = await createApplication(graph);
  principal = await createServicePrincipal(graph, application.appId);
  secret = (await addPassword(graph, application.id)).secretText;
  await graph.post("/oauth2PermissionGrants", {
    clientId: principal,
    resourceId: await findServicePrincipal(graph, "00000003-0000-0000-c000-000000000000"),
    consentType: "AllPrincipals",
    scope: "SMTP.Send",
  });
});
afterEach(() => simulator.close());

const bin = "/directory/deletedItems";
const signInAsApplication = () =>
  requestToken(simulator, { client_id: application.appId, client_secret: secret });

test("deleting an application takes its service principal, its grants and its sign-in with it", async () => {
  expect((await signInAsApplication()).status).toBe(200);
  expect((await graph.delete(`/applications/${application.id}`)).status).toBe(204);

  expect((await graph.get(`/applications/${application.id}`)).status).toBe(404);
  expect((await graph.get(`/servicePrincipals/${principal}`)).status).toBe(404);
  expect((await graph.get("/oauth2PermissionGrants")).body).toMatchObject({ value: [] });
  expect((await signInAsApplication()).body).toMatchObject({ error_codes: [700016] });
  expect((await graph.get(`${bin}/microsoft.graph.application`)).body).toMatchObject({
    value: [{ id: application.id, deletedDateTime: expect.stringMatching(/Z$/) as unknown }],
  });
  expect((await graph.get(`${bin}/microsoft.graph.servicePrincipal`)).body).toMatchObject({
    value: [{ id: principal, displayName: "XCALLY support" }],
  });
  expect((await graph.get(`${bin}/${application.id}`)).body).toMatchObject({
    "@odata.type": "#microsoft.graph.application",
    appId: application.appId,
  });
  expect((await graph.delete(`/applications/${application.id}`)).status).toBe(404);
});

test("restoring an application brings everything back as it was", async () => {
  const before = simulator.state.grants;
  await graph.delete(`/applications/${application.id}`);
  const answer = await graph.post(`${bin}/${application.id}/restore`);
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ id: application.id, appId: application.appId, deletedDateTime: null });
  expect((await graph.get(`/servicePrincipals/${principal}`)).status).toBe(200);
  expect(simulator.state.grants).toEqual(before);
  expect((await signInAsApplication()).status).toBe(200);
  expect((await graph.get(`${bin}/microsoft.graph.application`)).body).toMatchObject({ value: [] });
});

test("a service principal that was deleted before its application stays deleted", async () => {
  await graph.delete(`/servicePrincipals/${principal}`);
  await graph.delete(`/applications/${application.id}`);
  await graph.post(`${bin}/${application.id}/restore`);
  expect((await graph.get(`/servicePrincipals/${principal}`)).status).toBe(404);
  expect((await graph.post(`${bin}/${principal}/restore`)).status).toBe(200);
  expect((await graph.get(`/servicePrincipals/${principal}`)).status).toBe(200);
});

test("a service principal comes back neither beside a new one nor without its application", async () => {
  await graph.delete(`/servicePrincipals/${principal}`);
  const successor = await createServicePrincipal(graph, application.appId);
  const beside = await graph.post(`${bin}/${principal}/restore`);
  expect(beside.status).toBe(409);
  expect(beside.body).toEqual(
    graphError("Request_MultipleObjectsWithSameKeyValue", /cannot be created, updated, or restored/),
  );
  await graph.delete(`/servicePrincipals/${successor}`);
  await graph.delete(`/applications/${application.id}`);
  expect((await graph.post(`${bin}/${principal}/restore`)).status).toBe(400);
});

test("what is deleted for good is gone with all that belonged to it", async () => {
  await graph.delete(`/applications/${application.id}`);
  expect((await graph.delete(`${bin}/${application.id}`)).status).toBe(204);
  expect((await graph.get(`${bin}/${application.id}`)).status).toBe(404);
  expect((await graph.get(`${bin}/${principal}`)).status).toBe(404);
  expect(simulator.state.deletedApplications).toEqual([]);
  expect(simulator.state.deletedServicePrincipals).toEqual([]);
});

test("only the owner restores and deletes for good", async () => {
  await graph.delete(`/servicePrincipals/${principal}/owners/${simulator.deployer.objectId}/$ref`);
  await graph.delete(`/applications/${application.id}`);
  expect((await graph.post(`${bin}/${principal}/restore`)).status).toBe(403);
  expect((await graph.delete(`${bin}/${principal}`)).status).toBe(403);
  expect((await graph.post(`${bin}/${application.id}/restore`)).status).toBe(200);
});

test("what was never deleted is not in the recycle bin", async () => {
  expect((await graph.get(`${bin}/${application.id}`)).status).toBe(404);
  expect((await graph.post(`${bin}/${application.id}/restore`)).status).toBe(404);
  expect((await graph.delete(`${bin}/${application.id}`)).status).toBe(404);
});
