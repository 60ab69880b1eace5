import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { fetch } from "undici";
import { z } from "zod";
import { startEntraSimulator } from "../../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";
import {
  addPassword,
  createApplication,
  createServicePrincipal,
  requestToken,
  signIn,
} from "./graphClient.ts";
import type { Answer, GraphClient } from "./graphClient.ts";

let now = new Date("2027-01-01T00:00:00Z");
let simulator: EntraSimulator;
let graph: GraphClient;
beforeEach(async () => {
  now = new Date("2027-01-01T00:00:00Z");
  simulator = await startEntraSimulator({ now: () => now });
  graph = await signIn(simulator);
});
afterEach(() => simulator.close());

const tokenOf = (answer: Answer): string =>
  z.object({ access_token: z.string() }).parse(answer.body).access_token;

describe("an access token", () => {
  test("is signed and says who it is for", async () => {
    const answer = await requestToken(simulator);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      token_type: "Bearer",
      expires_in: 3599,
      ext_expires_in: 3599,
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/) as unknown,
    });
    const seconds = now.getTime() / 1000;
    expect(decodeProtectedHeader(tokenOf(answer))).toMatchObject({ typ: "JWT", alg: "RS256" });
    expect(decodeJwt(tokenOf(answer))).toMatchObject({
      aud: `${simulator.url}/graph`,
      iss: `https://sts.windows.net/${simulator.tenantId}/`,
      idp: `https://sts.windows.net/${simulator.tenantId}/`,
      tid: simulator.tenantId,
      oid: simulator.deployer.objectId,
      sub: simulator.deployer.objectId,
      appid: simulator.deployer.clientId,
      appidacr: "1",
      app_displayname: "Deployer",
      idtyp: "app",
      ver: "1.0",
      roles: ["Application.ReadWrite.OwnedBy", "DelegatedPermissionGrant.ReadWrite.All"],
      iat: seconds,
      nbf: seconds,
      exp: seconds + 3599,
    });
  });

  test.each([
    ["https://graph.microsoft.com/.default", "https://graph.microsoft.com"],
    ["https://graph.microsoft.com//.default", "https://graph.microsoft.com/"],
    ["00000003-0000-0000-c000-000000000000/.default", "00000003-0000-0000-c000-000000000000"],
    ["https://outlook.office365.com/.default", "https://outlook.office365.com"],
  ])("for the scope %s has the audience %s", async (scope, audience) => {
    expect(decodeJwt(tokenOf(await requestToken(simulator, { scope }))).aud).toBe(audience);
  });

  test("for Exchange Online carries none of the permissions on Graph", async () => {
    const token = tokenOf(await requestToken(simulator, { scope: "https://outlook.office365.com/.default" }));
    expect(decodeJwt(token)).not.toHaveProperty("roles");
  });

  test("is also given when the client presents itself by HTTP Basic authentication", async () => {
    const { clientId, clientSecret } = simulator.deployer;
    const credentials = [clientId, clientSecret].map(encodeURIComponent).join(":");
    const response = await fetch(`${simulator.url}/${simulator.tenantId}/oauth2/v2.0/token`, {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(credentials).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: `grant_type=client_credentials&scope=${encodeURIComponent("https://graph.microsoft.com/.default")}`,
    });
    expect(response.status).toBe(200);
  });

  test("is given at the tenant's domain too", async () => {
    expect((await requestToken(simulator, {}, "contoso.onmicrosoft.com")).status).toBe(200);
  });

  test("is given to an application made here, with its own secret and without roles", async () => {
    const application = await createApplication(graph);
    const objectId = await createServicePrincipal(graph, application.appId);
    const { secretText } = await addPassword(graph, application.id);
    const answer = await requestToken(simulator, { client_id: application.appId, client_secret: secretText });
    expect(answer.status).toBe(200);
    const claims = decodeJwt(tokenOf(answer));
    expect(claims).toMatchObject({
      appid: application.appId,
      oid: objectId,
      app_displayname: "XCALLY support",
    });
    expect(claims).not.toHaveProperty("roles");
  });
});

describe("the token endpoint refuses", () => {
  const foreign = "11111111-2222-4333-8444-555555555555";

  test.each([
    ["a wrong secret", { client_secret: "wrong" }, 401, "invalid_client", 7000215],
    ["a missing secret", { client_secret: undefined }, 401, "invalid_client", 7000218],
    ["an unknown application", { client_id: foreign }, 400, "unauthorized_client", 700016],
    ["a missing client id", { client_id: undefined }, 400, "invalid_request", 900144],
    ["a missing grant type", { grant_type: undefined }, 400, "invalid_request", 900144],
    ["a missing scope", { scope: undefined }, 400, "invalid_request", 900144],
    ["another grant type", { grant_type: "password" }, 400, "unsupported_grant_type", 70003],
    ["a bare word as scope", { scope: "User.Read" }, 400, "invalid_scope", 70011],
    ["scopes with commas", { scope: "https://graph.microsoft.com/.default,x" }, 400, "invalid_scope", 70011],
    ["a named permission", { scope: "https://graph.microsoft.com/Mail.Read" }, 400, "invalid_scope", 1002012],
    ["an unknown API", { scope: "https://api.example.com/.default" }, 400, "invalid_resource", 500011],
  ])("%s", async (_what, form, status, error, code) => {
    const answer = await requestToken(simulator, form);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ error, error_codes: [code] });
  });

  test.each([
    ["an unknown tenant", foreign, "invalid_request", 90002],
    ["an unknown domain", "fabrikam.com", "invalid_request", 90002],
    ["what is no tenant at all", "contoso", "invalid_request", 900023],
  ])("%s", async (_what, tenant, error, code) => {
    const answer = await requestToken(simulator, {}, tenant);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error, error_codes: [code] });
  });

  test("an application without a service principal", async () => {
    const application = await createApplication(graph);
    const { secretText } = await addPassword(graph, application.id);
    const answer = await requestToken(simulator, { client_id: application.appId, client_secret: secretText });
    expect(answer.body).toMatchObject({ error: "unauthorized_client", error_codes: [700016] });
  });

  test("a disabled service principal", async () => {
    const application = await createApplication(graph);
    const principal = await createServicePrincipal(graph, application.appId);
    const { secretText } = await addPassword(graph, application.id);
    await graph.patch(`/servicePrincipals/${principal}`, { accountEnabled: false });
    const answer = await requestToken(simulator, { client_id: application.appId, client_secret: secretText });
    expect(answer.body).toMatchObject({ error_codes: [7000112] });
  });

  test("a secret outside of its dates, that was removed, or whose id is sent instead", async () => {
    const application = await createApplication(graph);
    await createServicePrincipal(graph, application.appId);
    const { keyId, secretText } = await addPassword(graph, application.id, {
      startDateTime: "2027-02-01T00:00:00Z",
      endDateTime: "2027-03-01T00:00:00Z",
    });
    const codesWith = async (secret: string): Promise<unknown> => {
      const answer = await requestToken(simulator, { client_id: application.appId, client_secret: secret });
      return answer.status === 200 ? "token" : answer.body;
    };

    expect(await codesWith(secretText)).toMatchObject({ error_codes: [7000215] });
    now = new Date("2027-02-28T23:59:59Z");
    expect(await codesWith(secretText)).toBe("token");
    expect(await codesWith(keyId)).toMatchObject({ error_codes: [7000215] });
    now = new Date("2027-03-01T00:00:00Z");
    expect(await codesWith(secretText)).toMatchObject({ error: "invalid_client", error_codes: [7000222] });

    graph = await signIn(simulator);
    await graph.post(`/applications/${application.id}/removePassword`, { keyId });
    expect(await codesWith(secretText)).toMatchObject({ error_codes: [7000215] });
  });
});

test("an error of the token endpoint has the shape and the headers of the real one", async () => {
  const { body, headers } = await requestToken(simulator, { client_secret: "wrong" });
  const error = z
    .object({ trace_id: z.guid(), correlation_id: z.guid(), error_description: z.string() })
    .loose()
    .parse(body);
  expect(error).toMatchObject({
    error: "invalid_client",
    error_codes: [7000215],
    timestamp: "2027-01-01 00:00:00Z",
    error_uri: "https://login.microsoftonline.com/error?code=7000215",
  });
  expect(error.error_description).toBe(
    `AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${simulator.deployer.clientId}'. Trace ID: ${error.trace_id} Correlation ID: ${error.correlation_id} Timestamp: 2027-01-01 00:00:00Z`,
  );
  expect(headers.get("content-type")).toBe("application/json; charset=utf-8");
  expect(headers.get("cache-control")).toBe("no-store, no-cache");
  expect(headers.get("x-ms-request-id")).toBe(error.trace_id);
});

test("a new secret is unknown to the token endpoint until it is replicated", async () => {
  await simulator.close();
  simulator = await startEntraSimulator({ now: () => now, secretDelayMs: 5000 });
  graph = await signIn(simulator);
  const application = await createApplication(graph);
  await createServicePrincipal(graph, application.appId);
  const { secretText } = await addPassword(graph, application.id);
  const form = { client_id: application.appId, client_secret: secretText };
  expect((await requestToken(simulator, form)).body).toMatchObject({ error_codes: [7000215] });
  now = new Date(now.getTime() + 5000);
  expect((await requestToken(simulator, form)).status).toBe(200);
});
