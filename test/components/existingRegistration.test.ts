import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import {
  findExistingRegistration,
  markerTag,
  nothing,
  applicationTag,
} from "../../components/existingRegistration.ts";
import type { Assignee } from "../../components/assignments.ts";
import type { StackState } from "../../components/stackState.ts";
import { createGraph, type Graph } from "../../entra/graph.ts";
import { resources } from "../../entra/permissions.ts";
import { leastPrivilege } from "../../simulator/entra/options.ts";
import { startEntraSimulator, type EntraSimulator } from "../../simulator/entra/index.ts";
import {
  addPassword,
  createApplication,
  createServicePrincipal,
  findServicePrincipal,
  signIn,
  type GraphClient,
} from "../simulator/entra/graphClient.ts";

const marker = "0123456789abcdef";
const defaultAccess = "00000000-0000-0000-0000-000000000000";
const subject = {
  name: "support",
  label: "support (support@contoso.com)",
  displayName: "support@contoso.com",
  protocols: ["imap"],
  signInUsers: ["support@contoso.com"],
  retain: false,
  protect: true,
} as const;

let entra: EntraSimulator;
let client: GraphClient;
let graph: Graph;
let graphPrincipalId: string;
beforeAll(async () => {
  entra = await startEntraSimulator({
    deployerRoles: [...leastPrivilege, "AppRoleAssignment.ReadWrite.All"],
  });
});
beforeEach(async () => {
  entra.reset();
  client = await signIn(entra);
  graphPrincipalId = await findServicePrincipal(client, resources.microsoftGraph.appId);
  graph = createGraph({
    cloud: { loginUrl: entra.url, graphUrl: `${entra.url}/graph` },
    token: client.token,
    environment: {},
  });
});
afterAll(() => entra.close());

/** A state of texts by type, name and output. */
const stateOf = (texts: Readonly<Record<string, string>>): StackState => ({
  has: (type, name) => Object.keys(texts).some((key) => key.startsWith(`${type} ${name} `)),
  isTrue: () => false,
  names: () => [],
  text: (type, name, output) => texts[`${type} ${name} ${output}`],
  nameOf: (type, output, value) =>
    Object.keys(texts)
      .find((key) => key.startsWith(`${type} `) && key.endsWith(` ${output}`) && texts[key] === value)
      ?.split(" ")[1],
});
const known = ({ id, appId }: { readonly id: string; readonly appId: string }) => ({
  "azuread:index/application:Application support objectId": id,
  "azuread:index/application:Application support clientId": appId,
});
const withMarker = { "random:index/randomId:RandomId support hex": marker };
const find = async (texts: Readonly<Record<string, string>>, assignees?: readonly Assignee[]) =>
  findExistingRegistration(subject, undefined, {
    state: stateOf(texts),
    tagged: await graph.applicationsTagged(applicationTag),
    graph,
    consentsOn: [
      {
        ...resources.microsoftGraph,
        objectId: graphPrincipalId,
      },
    ],
    assignees,
  });
const tagged = () =>
  createApplication(client, { displayName: "left", tags: [applicationTag, markerTag(marker)] });

describe("what Entra ID has of a registration", () => {
  test("an application with its marker that the state does not know is found, with its consents and secrets", async () => {
    const { id, appId } = await tagged();
    const principal = await createServicePrincipal(client, appId);
    const resourceId = await findServicePrincipal(client, resources.microsoftGraph.appId);
    await client.post("/oauth2PermissionGrants", {
      clientId: principal,
      consentType: "AllPrincipals",
      resourceId,
      scope: "SMTP.Send",
    });
    const { keyId } = await addPassword(client, id, { displayName: "left" });
    const found = await find(withMarker);
    expect(found).toMatchObject({ applicationObjectId: id, leftName: "left" });
    expect([...found.consents.keys()]).toEqual([resourceId]);
    expect(found.secrets.map((secret) => secret.keyId)).toEqual([keyId]);
  });

  test("one that the state knows is not taken over again, and its consent in state is not asked for", async () => {
    const { id, appId } = await tagged();
    const requests = entra.requests.length;
    const found = await find({
      ...withMarker,
      ...known({ id, appId }),
      "azuread:index/servicePrincipalDelegatedPermissionGrant:ServicePrincipalDelegatedPermissionGrant support-microsoft-graph id":
        "/oauth2PermissionGrants/x",
    });
    expect(found).toMatchObject(nothing);
    expect(found.applicationObjectId).toBeUndefined();
    expect(entra.requests.slice(requests).map(({ path }) => path)).toEqual(["/graph/v1.0/applications"]);
  });

  test("an assignment of a user is found where one is wanted that the state does not know", async () => {
    const { id, appId } = await tagged();
    const principalId = await createServicePrincipal(client, appId);
    const [user] = entra.state.users;
    const wanted = [{ userPrincipalName: user?.userPrincipalName ?? "", objectId: user?.id ?? "" }];
    const assignment = { principalId: user?.id, resourceId: principalId, appRoleId: defaultAccess };
    await client.post(`/servicePrincipals/${principalId}/appRoleAssignedTo`, assignment);
    const [found] = [...(await find(withMarker, wanted)).assignments];
    expect(found?.[0]).toBe(user?.id);
    expect(found?.[1]).toMatch(new RegExp(`^/servicePrincipals/${principalId}/appRoleAssignedTo/.+`));
    const inState = `azuread:index/appRoleAssignment:AppRoleAssignment support-${wanted[0]?.userPrincipalName} id`;
    const again = await find({ ...withMarker, ...known({ id, appId }), [inState]: "x" }, wanted);
    expect(again.assignments.size).toBe(0);
  });

  test("one with another marker, or with none in state, is nobody's business", async () => {
    await tagged();
    expect(await find({})).toEqual(nothing);
    expect(await find({ "random:index/randomId:RandomId support hex": "fedcba9876543210" })).toEqual(nothing);
  });

  test("a double beside the one in state is named, whichever was listed first", async () => {
    const [one, other] = [await tagged(), await tagged()];
    const found = await find({
      ...withMarker,
      ...known(other),
    });
    expect(found.doubles).toEqual([one.id]);
  });

  test("two with its marker are an error with their object ids", async () => {
    const [one, other] = [await tagged(), await tagged()];
    await expect(find(withMarker)).rejects.toThrow(
      `The applications with the object ids ${one.id} and ${other.id} carry the tag of mailbox support (support@contoso.com), ` +
        "but only one can be its own. Delete the copies in Entra ID and run pulumi up again.",
    );
  });
});
