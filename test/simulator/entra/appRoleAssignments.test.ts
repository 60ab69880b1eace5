import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { startEntraSimulator } from "../../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";
import { graphError, signIn } from "./graphClient.ts";
import { createMailClient } from "./mailClient.ts";
import type { MailClient } from "./mailClient.ts";

const deployerRoles = [
  "Application.ReadWrite.OwnedBy",
  "DelegatedPermissionGrant.ReadWrite.All",
  "AppRoleAssignment.ReadWrite.All",
];
const defaultAccess = "00000000-0000-0000-0000-000000000000";

let simulator: EntraSimulator;
let client: MailClient;
let path: string;
beforeEach(async () => {
  simulator = await startEntraSimulator({ deployerRoles });
  client = await createMailClient(simulator);
  path = `/servicePrincipals/${client.principalId}/appRoleAssignedTo`;
});
afterEach(() => simulator.close());

const assignment = (changes = {}) => ({
  appRoleId: defaultAccess,
  principalId: simulator.state.users[0]?.id,
  resourceId: client.principalId,
  ...changes,
});
const idOf = (body: unknown): string => (body as { id: string }).id;

describe("an assignment", () => {
  test("lets its user sign in to an application that requires one, and nobody else", async () => {
    const required = { appRoleAssignmentRequired: true };
    await client.graph.patch(`/servicePrincipals/${client.principalId}`, required);
    const { status, body } = await client.graph.post(path, assignment());
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...assignment(),
      principalType: "User",
      principalDisplayName: "Support",
      resourceDisplayName: "XCALLY support",
    });
    expect(await client.visit()).toMatchObject({ kind: "return" });
    const alex = { loginfmt: "alex@contoso.com", passwd: "correct horse battery staple" };
    expect(await client.visit(alex)).toMatchObject({ kind: "page" });

    expect((await client.graph.delete(`${path}/${idOf(body)}`)).status).toBe(204);
    expect(await client.visit()).toMatchObject({ kind: "page" });
  });

  test("is found again, alone and in the list", async () => {
    const { body } = await client.graph.post(path, assignment());
    expect((await client.graph.get(`${path}/${idOf(body)}`)).body).toMatchObject({ id: idOf(body) });
    expect((await client.graph.get(path)).body).toMatchObject({ value: [{ id: idOf(body) }] });
    expect(simulator.state.assignments).toHaveLength(1);
    simulator.reset();
    expect(simulator.state.assignments).toEqual([]);
  });

  test.each([
    [
      "a second time",
      {},
      400,
      "Request_BadRequest",
      "Permission being assigned already exists on the object",
    ],
    [
      "of a role that the application has not",
      { appRoleId: "11111111-2222-4333-8444-555555555555" },
      400,
      "Request_BadRequest",
      "Permission being assigned was not found on application",
    ],
    [
      "of nobody",
      { principalId: "11111111-2222-4333-8444-555555555555" },
      404,
      "Request_ResourceNotFound",
      /does not exist/,
    ],
  ])("%s is refused", async (_what, changes, status, code, message) => {
    await client.graph.post(path, assignment());
    const answer = await client.graph.post(path, assignment(changes));
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual(graphError(code, message));
  });

  test("takes a permission of its own", async () => {
    await simulator.close();
    simulator = await startEntraSimulator();
    client = await createMailClient(simulator);
    const graph = await signIn(simulator);
    path = `/servicePrincipals/${client.principalId}/appRoleAssignedTo`;
    expect((await graph.post(path, assignment())).status).toBe(403);
    expect((await graph.get(path)).status).toBe(403);
  });

  test("goes with the application when that is deleted for good", async () => {
    await client.graph.post(path, assignment());
    await client.graph.delete(`/applications/${client.applicationId}`);
    expect(simulator.state.assignments).toHaveLength(1);
    await client.graph.delete(`/directory/deletedItems/${client.applicationId}`);
    expect(simulator.state.assignments).toEqual([]);
  });
});
