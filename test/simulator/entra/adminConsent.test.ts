import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { defaultPassword, startEntraSimulator } from "../../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";
import { Browser } from "../../../simulator/person/browser.ts";
import { grantsOf } from "./grantsOf.ts";
import { createMailClient, redirectUri, support } from "./mailClient.ts";
import type { MailClient } from "./mailClient.ts";

let simulator: EntraSimulator;
let client: MailClient;
beforeEach(async () => {
  simulator = await startEntraSimulator();
  client = await createMailClient(simulator, { on: [] });
});
afterEach(() => simulator.close());

const admin = { loginfmt: "admin@contoso.com", passwd: defaultPassword };

describe("the link for an administrator's consent", () => {
  const linkTo = (parameters = {}): string => {
    const scope = "https://outlook.office.com/IMAP.AccessAsUser.All offline_access";
    const query = { client_id: client.appId, scope, redirect_uri: redirectUri, state: "s", ...parameters };
    return `${simulator.url}/${simulator.tenantId}/v2.0/adminconsent?${new URLSearchParams(query).toString()}`;
  };
  const visit = (person: Parameters<Browser["pass"]>[1], parameters = {}) =>
    new Browser(simulator.url).pass(linkTo(parameters), person);

  test("consents for everyone and says so to the client", async () => {
    expect(await visit(admin)).toEqual({
      kind: "return",
      to: redirectUri,
      parameters: {
        admin_consent: "True",
        tenant: simulator.tenantId,
        scope: "https://outlook.office.com/IMAP.AccessAsUser.All offline_access",
        state: "s",
      },
    });
    expect(grantsOf(simulator, client)).toMatchObject({
      exchange: { consentType: "AllPrincipals", scope: " IMAP.AccessAsUser.All" },
      graph: { consentType: "AllPrincipals", scope: " offline_access" },
    });
  });

  test("says that the administrator declined", async () => {
    expect(await visit({ ...admin, decision: "cancel" })).toMatchObject({
      parameters: {
        admin_consent: "True",
        error: "consent_required",
        error_description: expect.stringMatching(/^AADSTS65004: /) as unknown,
        state: "s",
      },
    });
    expect(grantsOf(simulator, client)).toEqual({});
  });

  test("is for administrators only", async () => {
    expect(await visit(support)).toMatchObject({ heading: "Need admin approval" });
  });

  test("needs no assignment to the application", async () => {
    const required = { appRoleAssignmentRequired: true };
    await client.graph.patch(`/servicePrincipals/${client.principalId}`, required);
    expect(await visit(admin)).toMatchObject({ kind: "return" });
  });

  test.each([
    ["another redirect URI", { redirect_uri: "https://elsewhere.example.com/" }, 50011],
    ["an unknown application", { client_id: "11111111-2222-4333-8444-555555555555" }, 700016],
  ])("with %s sends nobody anywhere", async (_what, parameters, code) => {
    expect(await visit(admin, parameters)).toMatchObject({
      kind: "page",
      alert: expect.stringContaining(`AADSTS${code}: `) as unknown,
    });
  });
});
