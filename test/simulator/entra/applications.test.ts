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

describe("a new application", () => {
  test("answers with everything that Graph fills in", async () => {
    const { status, body } = await graph.post("/applications", {
      "@odata.type": "#microsoft.graph.application",
      displayName: "XCALLY support",
      signInAudience: "AzureADMyOrg",
      web: {
        "@odata.type": "#microsoft.graph.webApplication",
        redirectUris: ["https://xcally.contoso.com/cb"],
      },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      "@odata.context": `${simulator.url}/graph/v1.0/$metadata#applications/$entity`,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      appId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      displayName: "XCALLY support",
      createdDateTime: "2027-01-01T00:00:00Z",
      deletedDateTime: null,
      description: null,
      publisherDomain: "contoso.onmicrosoft.com",
      signInAudience: "AzureADMyOrg",
      identifierUris: [],
      tags: [],
      requiredResourceAccess: [],
      passwordCredentials: [],
      api: { requestedAccessTokenVersion: null, oauth2PermissionScopes: [] },
      web: {
        redirectUris: ["https://xcally.contoso.com/cb"],
        implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
        redirectUriSettings: [{ uri: "https://xcally.contoso.com/cb", index: null }],
      },
    });
    expect(body).not.toHaveProperty("oauth2RequirePostResponse");
  });

  test("is open to personal accounts, with tokens of version 2, unless it says otherwise", async () => {
    const { body } = await graph.post("/applications", { displayName: "Default" });
    expect(body).toMatchObject({
      signInAudience: "AzureADandPersonalMicrosoftAccount",
      api: { requestedAccessTokenVersion: 2 },
    });
  });

  test("belongs to the caller and to the owners it names", async () => {
    const user = simulator.state.users[0]?.id ?? "";
    const { id } = await createApplication(graph, {
      "owners@odata.bind": [
        `https://graph.microsoft.com/v1.0/directoryObjects/${user}`,
        `${simulator.url}/graph/v1.0/directoryObjects/${simulator.deployer.objectId}`,
      ],
    });
    const { body } = await graph.get(`/applications/${id}/owners`);
    expect(body).toMatchObject({
      value: [
        { "@odata.type": "#microsoft.graph.user", id: user },
        { "@odata.type": "#microsoft.graph.servicePrincipal", id: simulator.deployer.objectId },
      ],
    });
  });

  test("may have the same name as another one", async () => {
    const first = await createApplication(graph);
    const second = await createApplication(graph);
    expect(second.appId).not.toBe(first.appId);
  });

  test("may ask for permissions that the API does not have", async () => {
    const requiredResourceAccess = [
      { resourceAppId: unknownId, resourceAccess: [{ id: unknownId, type: "Scope" }] },
    ];
    const { id } = await createApplication(graph, { requiredResourceAccess });
    expect((await graph.get(`/applications/${id}`)).body).toMatchObject({ requiredResourceAccess });
  });

  const permissions = (count: number) => ({
    resourceAppId: unknownId,
    resourceAccess: Array.from({ length: count }, () => ({ id: unknownId, type: "Scope" })),
  });
  const personal = {
    signInAudience: "AzureADandPersonalMicrosoftAccount",
    api: { requestedAccessTokenVersion: 2 },
  };

  test.each([
    ["without a name", { displayName: undefined }, /displayName/],
    ["with an empty name", { displayName: " " }, /displayName/],
    ["with a name of 121 characters", { displayName: "x".repeat(121) }, /displayName/],
    [
      "with a name of 91 characters for personal accounts",
      { ...personal, displayName: "x".repeat(91) },
      /displayName/,
    ],
    ["with a property that Graph does not have", { colour: "red" }, "Invalid property 'colour'."],
    ["with an unknown nested property", { web: { redirectURIs: [] } }, "Invalid property 'redirectURIs'."],
    [
      "with a property of the beta API",
      { oauth2RequirePostResponse: true },
      "Invalid property 'oauth2RequirePostResponse'.",
    ],
    ["with a client id", { appId: unknownId }, "Property 'appId' is read-only and cannot be set."],
    ["with a number as name", { displayName: 7 }, /displayName/],
    ["for an unknown audience", { signInAudience: "Everybody" }, /signInAudience/],
    [
      "for personal accounts with tokens of version 1",
      { ...personal, api: { requestedAccessTokenVersion: 1 } },
      /requestedAccessTokenVersion/,
    ],
    [
      "for personal accounts with an unset version",
      { ...personal, api: { requestedAccessTokenVersion: null } },
      /requestedAccessTokenVersion/,
    ],
    ["with tokens of version 3", { api: { requestedAccessTokenVersion: 3 } }, /requestedAccessTokenVersion/],
    [
      "with 31 permissions on one API for personal accounts",
      { ...personal, requiredResourceAccess: [permissions(31)] },
      /requiredResourceAccess/,
    ],
    [
      "with 401 permissions",
      { requiredResourceAccess: [permissions(201), permissions(200)] },
      /requiredResourceAccess/,
    ],
    [
      "with 51 APIs",
      { requiredResourceAccess: Array.from({ length: 51 }, () => permissions(1)) },
      /requiredResourceAccess/,
    ],
    ["with a foreign identifier URI", { identifierUris: ["https://fabrikam.com/api"] }, /verified domain/],
    ["with an owner that is no reference", { "owners@odata.bind": [unknownId] }, /@odata/],
  ])("is refused %s", async (_what, body, message) => {
    const answer = await graph.post("/applications", {
      displayName: "XCALLY support",
      signInAudience: "AzureADMyOrg",
      ...body,
    });
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual(graphError(expect.any(String) as unknown as string, message));
    expect(simulator.state.applications.filter(({ seeded }) => !seeded)).toEqual([]);
  });

  test.each([
    ["with a name of 120 characters", { displayName: "x".repeat(120) }],
    ["with 400 permissions", { requiredResourceAccess: [permissions(200), permissions(200)] }],
    [
      "with 30 permissions on one API for personal accounts",
      { ...personal, requiredResourceAccess: [permissions(30)] },
    ],
    ["with a name of 90 characters for personal accounts", { ...personal, displayName: "x".repeat(90) }],
    [
      "with an identifier URI in its own domain",
      { identifierUris: ["https://api.contoso.onmicrosoft.com/x"] },
    ],
  ])("is accepted %s", async (_what, body) => {
    await createApplication(graph, body);
  });

  test("is refused when it names an owner that does not exist", async () => {
    const answer = await graph.post("/applications", {
      displayName: "XCALLY support",
      "owners@odata.bind": [`${simulator.url}/graph/v1.0/directoryObjects/${unknownId}`],
    });
    expect(answer.status).toBe(404);
  });

  test("is refused when the body is no JSON", async () => {
    const answer = await graph.post("/applications");
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual(graphError("BadRequest", /Unable to read JSON request payload/));
  });
});
