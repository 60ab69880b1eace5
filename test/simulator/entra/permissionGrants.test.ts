import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { startEntraSimulator } from "../../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";
import { grantId } from "../../../simulator/entra/state/grantId.ts";
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
let clientId: string;
let resourceId: string;
beforeEach(async () => {
  simulator = await startEntraSimulator();
  graph = await signIn(simulator);
  clientId = await createServicePrincipal(graph, (await createApplication(graph)).appId);
  resourceId = await findServicePrincipal(graph, "00000003-0000-0000-c000-000000000000");
});
afterEach(() => simulator.close());

const unknownId = "11111111-2222-4333-8444-555555555555";
const forAll = () => ({
  clientId,
  resourceId,
  consentType: "AllPrincipals",
  scope: "IMAP.AccessAsUser.All SMTP.Send",
});
const idOf = (body: unknown): string => (body as { id: string }).id;

describe("the id of a grant", () => {
  // Put together by hand: the bytes of each GUID with its first three fields turned round, then base64url.
  test("is made of the service principals' ids in the byte order of .NET", () => {
    const client = "00112233-4455-6677-8899-aabbccddeeff";
    const resource = "01020304-0506-0708-090a-0b0c0d0e0f10";
    expect(grantId(client, resource, null)).toBe("MyIRAFVEd2aImaq7zN3u_wQDAgEGBQgHCQoLDA0ODxA");
    expect(grantId(client, resource, client)).toBe(
      "MyIRAFVEd2aImaq7zN3u_wQDAgEGBQgHCQoLDA0ODxAzIhEAVUR3ZoiZqrvM3e7_",
    );
  });

  test("is the one that the service answers", async () => {
    const { status, body } = await graph.post("/oauth2PermissionGrants", forAll());
    expect(status).toBe(201);
    expect(body).toMatchObject({ ...forAll(), principalId: null, id: grantId(clientId, resourceId, null) });
  });
});

test("there is one grant for all people per client and API, and one for each person beside it", async () => {
  const principalId = simulator.state.users[0]?.id;
  const forOne = { ...forAll(), consentType: "Principal", principalId };
  expect((await graph.post("/oauth2PermissionGrants", forAll())).status).toBe(201);
  expect((await graph.post("/oauth2PermissionGrants", forOne)).status).toBe(201);
  for (const duplicate of [forAll(), { ...forAll(), scope: "POP.AccessAsUser.All" }, forOne]) {
    const answer = await graph.post("/oauth2PermissionGrants", duplicate);
    expect(answer.status).toBe(409);
    expect(answer.body).toEqual(
      graphError("Request_MultipleObjectsWithSameKeyValue", "Permission entry already exists."),
    );
  }
});

test("the scope of a grant changes, and nothing else", async () => {
  const id = idOf((await graph.post("/oauth2PermissionGrants", forAll())).body);
  const path = `/oauth2PermissionGrants/${id}`;
  expect((await graph.patch(path, { clientId: "", scope: "SMTP.Send" })).status).toBe(204);
  expect((await graph.get(path)).body).toMatchObject({ ...forAll(), scope: "SMTP.Send" });
  for (const property of ["clientId", "resourceId", "principalId"]) {
    const answer = await graph.patch(path, { [property]: unknownId });
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual(graphError("Request_BadRequest", `Property cannot be updated: ${property}`));
  }
});

test.each([
  ["a client that does not exist", { clientId: unknownId }, 404],
  ["an API that does not exist", { resourceId: unknownId }, 404],
  ["a person that does not exist", { consentType: "Principal", principalId: unknownId }, 404],
  ["no person where one consents", { consentType: "Principal" }, 400],
  ["a person where all consent", { principalId: unknownId }, 400],
  ["another kind of consent", { consentType: "Everybody" }, 400],
  ["an unknown property", { scopes: ["SMTP.Send"] }, 400],
  ["a scope of more than 3850 characters", { scope: "x".repeat(3851) }, 400],
])("a grant is refused with %s", async (_what, change, status) => {
  const answer = await graph.post("/oauth2PermissionGrants", { ...forAll(), ...change });
  expect(answer.status).toBe(status);
  expect(simulator.state.grants).toEqual([]);
});

test("grants are listed by client, by consent and under their client", async () => {
  const other = await findServicePrincipal(graph, "00000002-0000-0ff1-ce00-000000000000");
  await graph.post("/oauth2PermissionGrants", forAll());
  await graph.post("/oauth2PermissionGrants", { ...forAll(), resourceId: other });
  const filters = [
    [`clientId eq '${clientId}' and consentType eq 'AllPrincipals'`, 2],
    [`clientId eq '${clientId}' and resourceId eq '${other}'`, 1],
    [`clientId eq '${other}'`, 0],
    ["consentType eq 'Principal'", 0],
  ] as const;
  for (const [filter, count] of filters) {
    const { body } = await graph.get(`/oauth2PermissionGrants?$filter=${filter}`);
    expect((body as { value: unknown[] }).value).toHaveLength(count);
  }
  const { body } = await graph.get(`/servicePrincipals/${clientId}/oauth2PermissionGrants`);
  expect(body).toMatchObject({ value: [{ resourceId }, { resourceId: other }] });
});

test("a grant is deleted once", async () => {
  const id = idOf((await graph.post("/oauth2PermissionGrants", forAll())).body);
  expect((await graph.delete(`/oauth2PermissionGrants/${id}`)).status).toBe(204);
  expect((await graph.delete(`/oauth2PermissionGrants/${id}`)).status).toBe(404);
  expect((await graph.post("/oauth2PermissionGrants", forAll())).status).toBe(201);
});
