import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { startEntraSimulator } from "../../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";
import { createApplication, graphError, signIn } from "./graphClient.ts";
import type { GraphClient } from "./graphClient.ts";

let simulator: EntraSimulator;
let graph: GraphClient;
beforeAll(async () => {
  simulator = await startEntraSimulator({
    pageSize: 2,
    deployerRoles: ["Application.ReadWrite.OwnedBy", "User.Read.All"],
  });
  graph = await signIn(simulator);
  for (const name of ["Mail 1", "Mail 2", "Mail 3", "O'Hara and sons"]) {
    await createApplication(graph, { displayName: name });
  }
});
afterAll(() => simulator.close());

const page = z.object({
  "@odata.nextLink": z.string().optional(),
  value: z.array(z.object({ displayName: z.string() })),
});

async function pagesOf(path: string): Promise<string[][]> {
  const pages: string[][] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const answer = page.parse((await graph.get(next)).body);
    pages.push(answer.value.map(({ displayName }) => displayName));
    next = answer["@odata.nextLink"];
  }
  return pages;
}

describe("a long list", () => {
  test("comes in pages, each with the whole address of the next", async () => {
    expect(await pagesOf("/applications")).toEqual([
      ["Deployer", "Mail 1"],
      ["Mail 2", "Mail 3"],
      ["O'Hara and sons"],
    ]);
    const first = page.parse((await graph.get("/applications")).body);
    expect(first["@odata.nextLink"]).toMatch(new RegExp(`^${simulator.url}/graph/v1\\.0/applications\\?`));
  });

  test("keeps filter, selection and page size on its way", async () => {
    const path = "/applications?$filter=startswith(displayName,'mail')&$select=displayName&$top=1";
    expect(await pagesOf(path)).toEqual([["Mail 1"], ["Mail 2"], ["Mail 3"]]);
  });

  test("is one page where that is asked for", async () => {
    expect(await pagesOf("/applications?$top=999")).toHaveLength(1);
  });

  test.each(["0", "1000", "all"])("cannot have pages of %s", async (top) => {
    expect((await graph.get(`/applications?$top=${top}`)).status).toBe(400);
  });

  test("does not go on from a made-up place", async () => {
    const answer = await graph.get("/applications?$skiptoken=abc");
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual(graphError("Directory_ExpiredPageToken", /expired/));
  });
});

describe("a filter", () => {
  test.each([
    ["displayName eq 'Mail 2'", ["Mail 2"]],
    ["displayName eq 'mail 2'", ["Mail 2"]],
    ["displayName eq 'O''Hara and sons'", ["O'Hara and sons"]],
    ["displayName eq 'Mail 2' and signInAudience eq 'AzureADMyOrg'", ["Mail 2"]],
    ["displayName eq 'Mail 2' and signInAudience eq 'AzureADMultipleOrgs'", []],
    ["displayName eq 'Mail'", []],
  ])("%s finds %j", async (filter, names) => {
    expect((await pagesOf(`/applications?$filter=${encodeURIComponent(filter)}`)).flat()).toEqual(names);
  });

  test.each([
    [
      "notes eq 'x'",
      "Unsupported or invalid query filter clause specified for property 'notes' of resource 'Application'.",
    ],
    ["displayName ne 'x'", "Unsupported property filter clause operator 'NotEqualsMatch'."],
  ])("%s is not supported", async (filter, message) => {
    const answer = await graph.get(`/applications?$filter=${filter}`);
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual(graphError("Request_UnsupportedQuery", message));
  });

  test.each([
    "displayName",
    "displayName eq",
    "displayName eq 'x",
    "displayName eq x",
    "'x' eq displayName",
    "",
  ])("is malformed: %s", async (filter) => {
    expect((await graph.get(`/applications?$filter=${filter}`)).status).toBe(400);
  });
});

describe("a selection", () => {
  test("leaves out the rest", async () => {
    const { body } = await graph.get("/applications?$select=displayName,appId&$top=1");
    expect(body).toMatchObject({
      value: [{ displayName: "Deployer", appId: simulator.deployer.clientId }],
    });
    expect(Object.keys((body as { value: [object] }).value[0])).toEqual(["displayName", "appId"]);
  });

  test("of what does not exist is refused", async () => {
    const answer = await graph.get("/applications?$select=colour");
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual(
      graphError(
        "BadRequest",
        "Parsing OData Select and Expand failed: Could not find a property named 'colour' on type 'microsoft.graph.application'.",
      ),
    );
  });
});

test("people are found by object id, by name and by address", async () => {
  const [user] = simulator.state.users;
  const found = { id: user?.id, userPrincipalName: "support@contoso.com", mail: "support@contoso.com" };
  expect((await graph.get(`/users/${user?.id ?? ""}`)).body).toMatchObject(found);
  expect((await graph.get("/users/Support@contoso.com")).body).toMatchObject(found);
  expect((await graph.get("/users?$filter=mail eq 'support@contoso.com'")).body).toMatchObject({
    value: [found],
  });
  expect((await graph.get("/users/nobody@contoso.com")).status).toBe(404);
});

test("whether a person may sign in is answered only where it is selected", async () => {
  const path = "/users/support@contoso.com";
  expect((await graph.get(path)).body).not.toHaveProperty("accountEnabled");
  const selected = async () => (await graph.get(`${path}?$select=accountEnabled`)).body;
  expect(await selected()).toMatchObject({ accountEnabled: true });
  simulator.account("support@contoso.com").disabled = true;
  expect(await selected()).toMatchObject({ accountEnabled: false });
});
