import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { fetch } from "undici";
import { startEntraSimulator } from "../../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";
import { createMailClient, redirectUri } from "./mailClient.ts";

let simulator: EntraSimulator;
beforeEach(async () => {
  simulator = await startEntraSimulator();
});
afterEach(() => simulator.close());

const discover = (tenant: string) =>
  fetch(`${simulator.url}/${tenant}/v2.0/.well-known/openid-configuration`);

test.each(["5f0e7f8a-3c61-4d8e-9b52-d1a4c7e60b13", "contoso.onmicrosoft.com"])(
  "the tenant %s tells clients where to go",
  async (tenant) => {
    const response = await discover(tenant);
    expect(response.headers.get("cache-control")).toBe("max-age=86400, private");
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    const base = `${simulator.url}/${simulator.tenantId}`;
    expect(await response.json()).toMatchObject({
      issuer: `${base}/v2.0`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
      id_token_signing_alg_values_supported: ["RS256"],
    });
  },
);

test("the endpoint of all tenants leaves the tenant in the issuer open", async () => {
  expect(await (await discover("common")).json()).toMatchObject({
    issuer: `${simulator.url}/{tenantid}/v2.0`,
    token_endpoint: `${simulator.url}/common/oauth2/v2.0/token`,
  });
});

test.each([
  ["an unknown tenant", "nowhere.example.com", 90002],
  ["what is no tenant at all", "contoso", 900023],
])("%s is refused under another name than at the token endpoint", async (_what, tenant, code) => {
  const response = await discover(tenant);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: "invalid_tenant", error_codes: [code] });
});

test("the token endpoint takes nothing but POST", async () => {
  const response = await fetch(`${simulator.url}/${simulator.tenantId}/oauth2/v2.0/token`);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: "invalid_request", error_codes: [900561] });
});

test.each([
  ["another way to answer", { response_mode: "form_post" }, {}],
  [
    "an id token at once",
    { response_type: "id_token" },
    { implicitGrantSettings: { enableIdTokenIssuance: true } },
  ],
])("%s is not served, and kept", async (_what, parameters, web) => {
  const settings = { web: { redirectUris: [redirectUri], ...web } };
  const client = await createMailClient(simulator, {}, settings);
  const response = await fetch(client.authorizeUrl(parameters));
  expect(response.status).toBe(501);
  expect(await response.text()).toMatch(/^The stand-in of Entra ID does not serve /);
  expect(simulator.unexpectedRequests).toHaveLength(1);
});

test("sign-in of several tenants' people is not served, and kept", async () => {
  const settings = { signInAudience: "AzureADMultipleOrgs", web: { redirectUris: [redirectUri] } };
  const client = await createMailClient(simulator, {}, settings);
  expect((await fetch(client.authorizeUrl({}, "common"))).status).toBe(501);
  expect(simulator.unexpectedRequests).toHaveLength(1);
});
