import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { startEntraSimulator } from "../../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";
import { listen } from "../../../simulator/shared/listen.ts";
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

/** When it was answered: any time. */
const at: unknown = expect.any(Number);

let now = new Date();
let simulator: EntraSimulator;
let graph: GraphClient;
beforeEach(async () => {
  now = new Date();
  simulator = await startEntraSimulator({ now: () => now, replicationDelayMs: 0 });
  graph = await signIn(simulator);
});
afterEach(() => simulator.close());

async function freePort(): Promise<number> {
  const { port, close } = await listen({ fetch: () => new Response() });
  await close();
  return port;
}

test.each([
  "/groups",
  "/applications/$count",
  "/applications?$expand=owners",
  "/applications?$orderby=displayName",
])("a request that the stand-in does not serve is an error and kept: %s", async (path) => {
  const answer = await graph.get(path);
  expect(answer.status).toBe(501);
  expect(answer.body).toEqual(
    graphError("NotImplemented", /^The stand-in of Microsoft Graph does not serve /),
  );
  expect(simulator.unexpectedRequests).toMatchObject([
    { method: "GET", path: `/graph/v1.0${path.replace(/\?.*/, "")}`, status: 501 },
  ]);
});

test("a certificate, which the stand-in does not know, is an error and kept", async () => {
  const { id } = await createApplication(graph);
  expect((await graph.patch(`/applications/${id}`, { keyCredentials: [] })).status).toBe(501);
  expect(simulator.unexpectedRequests).toMatchObject([{ method: "PATCH", status: 501 }]);
});

test("a port that is taken is an error that leaves nothing open", async () => {
  const port = Number(new URL(`https://${simulator.metadataHost}`).port);
  const httpPort = await freePort();
  await expect(startEntraSimulator({ port, httpPort })).rejects.toMatchObject({ code: "EADDRINUSE" });
  await (await startEntraSimulator({ httpPort })).close();
});

test("the endpoints that serve all tenants are not served", async () => {
  expect((await requestToken(simulator, {}, "common")).status).toBe(501);
  expect(simulator.unexpectedRequests).toMatchObject([{ path: "/common/oauth2/v2.0/token" }]);
});

test("requests are recorded without bodies and without secrets", async () => {
  const { id } = await createApplication(graph);
  const { secretText } = await addPassword(graph, id);
  expect(simulator.requests).toEqual([
    { method: "POST", path: `/${simulator.tenantId}/oauth2/v2.0/token`, query: {}, status: 200, at },
    { method: "POST", path: "/graph/v1.0/applications", query: {}, status: 201, at },
    { method: "POST", path: `/graph/v1.0/applications/${id}/addPassword`, query: {}, status: 200, at },
  ]);
  expect(JSON.stringify(simulator.requests)).not.toContain(secretText);
  expect(JSON.stringify(simulator.requests)).not.toContain(simulator.deployer.clientSecret);
  expect(simulator.unexpectedRequests).toEqual([]);
});

test("a fault before the handler looks like Graph and changes nothing", async () => {
  simulator.faults.once(
    "beforeHandler",
    { method: "POST", path: "/graph/v1.0/applications" },
    {
      kind: "answer",
      status: 429,
      headers: { "retry-after": "10" },
    },
  );
  const answer = await graph.post("/applications", { displayName: "x" });
  expect(answer.status).toBe(429);
  expect(answer.headers.get("retry-after")).toBe("10");
  expect(answer.body).toEqual(graphError("TooManyRequests", "Please retry again later."));
  expect(simulator.state.applications).toHaveLength(1);
});

test("a connection that drops after the handler leaves the application behind", async () => {
  simulator.faults.once(
    "afterHandler",
    { method: "POST", path: "/graph/v1.0/applications" },
    { kind: "drop" },
  );
  await expect(graph.post("/applications", { displayName: "x" })).rejects.toThrow("fetch failed");
  expect(simulator.state.applications.map(({ settings }) => settings.displayName)).toEqual(["Deployer", "x"]);
  expect(simulator.requests.at(-1)?.status).toBe(0);
});

test("a reset brings back the start, with the same identities and the same token", async () => {
  const before = { ...simulator.deployer, people: simulator.state.users.map(({ id }) => id) };
  const { id } = await createApplication(graph);
  await addPassword(graph, id);
  simulator.faults.times(Infinity, "beforeHandler", {}, { kind: "drop" });
  simulator.reset();

  expect({ ...simulator.deployer, people: simulator.state.users.map((user) => user.id) }).toEqual(before);
  expect(simulator.state.applications.every(({ seeded }) => seeded)).toBe(true);
  expect(simulator.issuedSecrets).toEqual([simulator.deployer.clientSecret]);
  expect(simulator.requests).toEqual([]);
  expect((await graph.get("/applications")).status).toBe(200);
});

test("a new application and its service principal take their time to be known everywhere", async () => {
  await simulator.close();
  simulator = await startEntraSimulator({ now: () => now, replicationDelayMs: 5000 });
  graph = await signIn(simulator);
  const later = (): void => {
    now = new Date(now.getTime() + 5000);
  };

  const { id, appId } = await createApplication(graph);
  expect((await graph.get(`/applications/${id}`)).status).toBe(404);
  const tooEarly = await graph.post("/servicePrincipals", { appId });
  expect(tooEarly.status).toBe(403);
  expect(tooEarly.body).toEqual(
    graphError(
      "Authorization_RequestDenied",
      "When using this permission, the backing application of the service principal being created must in the local tenant",
    ),
  );
  later();
  expect((await graph.get(`/applications/${id}`)).status).toBe(200);
  const clientId = await createServicePrincipal(graph, appId);
  expect((await graph.get(`/servicePrincipals/${clientId}`)).status).toBe(200);
  const resourceId = await findServicePrincipal(graph, "00000003-0000-0000-c000-000000000000");
  const grant = { clientId, resourceId, consentType: "AllPrincipals", scope: "SMTP.Send" };
  expect((await graph.post("/oauth2PermissionGrants", grant)).body).toEqual(
    graphError(
      "Request_ResourceNotFound",
      /does not exist or one of its queried reference-property objects are not present/,
    ),
  );
  later();
  expect((await graph.post("/oauth2PermissionGrants", grant)).status).toBe(201);
});
