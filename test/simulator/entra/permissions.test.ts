import { afterEach, describe, expect, test } from "@jest/globals";
import { startEntraSimulator } from "../../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";
import {
  addPassword,
  createApplication,
  createServicePrincipal,
  findServicePrincipal,
  graphError,
  signIn,
} from "./graphClient.ts";
import type { Answer, GraphClient } from "./graphClient.ts";

let simulator: EntraSimulator;
afterEach(() => simulator.close());

async function start(...deployerRoles: string[]): Promise<GraphClient> {
  simulator = await startEntraSimulator(deployerRoles.length > 0 ? { deployerRoles } : {});
  return signIn(simulator);
}

const denied = graphError(
  "Authorization_RequestDenied",
  "Insufficient privileges to complete the operation.",
);
const expectDenied = (answer: Answer): void => {
  expect(answer.status).toBe(403);
  expect(answer.body).toEqual(denied);
};
const exchangeAppId = "00000002-0000-0ff1-ce00-000000000000";

describe("Application.ReadWrite.OwnedBy", () => {
  test("reads all applications and service principals", async () => {
    const graph = await start();
    expect((await graph.get("/applications")).status).toBe(200);
    expect((await graph.get("/servicePrincipals")).status).toBe(200);
    expect((await graph.get("/directory/deletedItems/microsoft.graph.application")).status).toBe(200);
  });

  test("changes what it owns, until it gives that up", async () => {
    const graph = await start();
    const { id, appId } = await createApplication(graph);
    const principal = await createServicePrincipal(graph, appId);
    const { keyId } = await addPassword(graph, id);
    for (const path of [`/applications/${id}`, `/servicePrincipals/${principal}`]) {
      expect((await graph.patch(path, { notes: "mine" })).status).toBe(204);
      expect((await graph.delete(`${path}/owners/${simulator.deployer.objectId}/$ref`)).status).toBe(204);
      expectDenied(await graph.patch(path, { notes: "not mine" }));
      expectDenied(await graph.delete(path));
      expectDenied(
        await graph.post(`${path}/owners/$ref`, {
          "@odata.id": `${simulator.url}/graph/v1.0/directoryObjects/${simulator.deployer.objectId}`,
        }),
      );
      expect((await graph.get(path)).body).toMatchObject({ notes: "mine" });
    }
    expectDenied(await graph.post(`/applications/${id}/addPassword`, {}));
    expectDenied(await graph.post(`/applications/${id}/removePassword`, { keyId }));
  });

  test("makes no service principal for an application of others", async () => {
    const graph = await start();
    const { id, appId } = await createApplication(graph);
    await graph.delete(`/applications/${id}/owners/${simulator.deployer.objectId}/$ref`);
    expectDenied(await graph.post("/servicePrincipals", { appId }));
  });

  test("does not change Microsoft's service principals", async () => {
    const graph = await start();
    const exchange = await findServicePrincipal(graph, exchangeAppId);
    expectDenied(await graph.patch(`/servicePrincipals/${exchange}`, { tags: [] }));
  });

  test("grants no permissions and reads no grants and no people", async () => {
    const graph = await start("Application.ReadWrite.OwnedBy");
    const clientId = await createServicePrincipal(graph, (await createApplication(graph)).appId);
    const resourceId = await findServicePrincipal(graph, exchangeAppId);
    expectDenied(
      await graph.post("/oauth2PermissionGrants", {
        clientId,
        resourceId,
        consentType: "AllPrincipals",
        scope: "x",
      }),
    );
    expectDenied(await graph.get("/oauth2PermissionGrants"));
    expectDenied(await graph.get("/users"));
  });
});

describe("Application.ReadWrite.All", () => {
  test("changes what it does not own, and does not become the owner of what it creates", async () => {
    const graph = await start("Application.ReadWrite.All");
    const { id, appId } = await createApplication(graph);
    expect((await graph.get(`/applications/${id}/owners`)).body).toMatchObject({ value: [] });
    expect((await graph.patch(`/applications/${id}`, { notes: "changed" })).status).toBe(204);
    const principal = await createServicePrincipal(graph, appId);
    expect((await graph.get(`/servicePrincipals/${principal}/owners`)).body).toMatchObject({ value: [] });
    expect((await graph.delete(`/servicePrincipals/${principal}`)).status).toBe(204);
    await addPassword(graph, id);
    expect((await graph.delete(`/applications/${id}`)).status).toBe(204);
  });
});

test("DelegatedPermissionGrant.ReadWrite.All alone touches no applications", async () => {
  const graph = await start("DelegatedPermissionGrant.ReadWrite.All");
  expectDenied(await graph.post("/applications", { displayName: "x" }));
  expectDenied(await graph.get("/applications"));
  expectDenied(await graph.get("/servicePrincipals"));
  expect((await graph.get("/oauth2PermissionGrants")).status).toBe(200);
});

test("a reader changes nothing", async () => {
  const graph = await start("Directory.Read.All");
  for (const path of ["/applications", "/servicePrincipals", "/oauth2PermissionGrants", "/users"]) {
    expect((await graph.get(path)).status).toBe(200);
  }
  expectDenied(await graph.post("/applications", { displayName: "x" }));
  expectDenied(await graph.post("/servicePrincipals", { appId: exchangeAppId }));
});

test("an application without permissions may do nothing", async () => {
  const graph = await start();
  const { id, appId } = await createApplication(graph);
  await createServicePrincipal(graph, appId);
  const { secretText } = await addPassword(graph, id);
  const stranger = await signIn(simulator, { clientId: appId, clientSecret: secretText });
  expectDenied(await stranger.get("/applications"));
  expectDenied(await stranger.patch(`/applications/${id}`, { notes: "x" }));
});

test("a caller that has been deleted is not known any more", async () => {
  const graph = await start();
  const { id, appId } = await createApplication(graph);
  await createServicePrincipal(graph, appId);
  const { secretText } = await addPassword(graph, id);
  const stranger = await signIn(simulator, { clientId: appId, clientSecret: secretText });
  await graph.delete(`/applications/${id}`);
  const answer = await stranger.get("/applications");
  expect(answer.status).toBe(401);
  expect(answer.body).toEqual(graphError("Authorization_IdentityNotFound", /could not be established/));
});
