import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startEntraSimulator } from "../../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";
import { signIn } from "./graphClient.ts";
import type { GraphClient } from "./graphClient.ts";

let simulator: EntraSimulator;
let graph: GraphClient;
beforeAll(async () => {
  simulator = await startEntraSimulator();
  graph = await signIn(simulator);
});
afterAll(() => simulator.close());

const work = "AzureADMyOrg";
const workplaces = "AzureADMultipleOrgs";
const everybody = "AzureADandPersonalMicrosoftAccount";
const personal = "PersonalMicrosoftAccount";

async function register(signInAudience: string, uris: readonly string[], kind = "web"): Promise<number> {
  const answer = await graph.post("/applications", {
    displayName: "XCALLY support",
    signInAudience,
    [kind]: { redirectUris: uris },
  });
  if (answer.status === 400) {
    expect(answer.body).toMatchObject({
      error: { details: [{ target: expect.stringMatching(/redirectUris$/) as unknown }] },
    });
  }
  return answer.status;
}

test.each([
  ["https", "https://xcally.contoso.com/oauth/callback", [work, workplaces, everybody, personal]],
  ["https without a path", "https://xcally.contoso.com", [work, everybody]],
  ["https with a port", "https://xcally.contoso.com:8443/callback", [work, everybody]],
  ["http on localhost", "http://localhost/callback", [work, everybody]],
  ["http on localhost with a port", "http://localhost:3000/callback", [work, everybody]],
  ["http on 127.0.0.1", "http://127.0.0.1:3000/callback", [work, everybody]],
  ["a query, for work accounts", "https://xcally.contoso.com/callback?tenant=1", [work, workplaces]],
  ["a wildcard, for work accounts", "https://*.contoso.com/callback", [work, workplaces]],
  ["256 characters", `https://xcally.contoso.com/${"x".repeat(229)}`, [work, everybody]],
])("%s is registered: %s", async (_what, uri, audiences) => {
  for (const audience of audiences) expect(await register(audience, [uri])).toBe(201);
});

test.each([
  ["http on another host", "http://xcally.contoso.com/callback", [work, workplaces, everybody, personal]],
  ["http on a host that begins like localhost", "http://localhost.contoso.com/callback", [work]],
  ["http on the IPv6 loopback address", "http://[::1]:3000/callback", [work, everybody]],
  ["a query with personal accounts", "https://xcally.contoso.com/callback?tenant=1", [everybody, personal]],
  ["a wildcard with personal accounts", "https://*.contoso.com/callback", [everybody, personal]],
  ["a fragment", "https://xcally.contoso.com/#/callback", [work, everybody]],
  ["a forbidden character", "https://xcally.contoso.com/(callback)", [work, everybody]],
  ["257 characters", `https://xcally.contoso.com/${"x".repeat(230)}`, [work, everybody]],
  ["no scheme", "xcally.contoso.com/callback", [work, everybody]],
  ["no host", "https://", [work]],
  ["a scheme of its own, for a web client", "xcally://callback", [work]],
  ["nothing", "", [work]],
])("%s is refused: %s", async (_what, uri, audiences) => {
  for (const audience of audiences) expect(await register(audience, [uri])).toBe(400);
});

test("an installed client may have a scheme of its own", async () => {
  expect(await register(work, ["xcally://callback"], "publicClient")).toBe(201);
  expect(await register(work, ["xcally://callback"], "spa")).toBe(400);
});

test.each([
  [work, 256],
  [everybody, 100],
])("an application for %s has at most %d of them", async (audience, most) => {
  const uris = Array.from({ length: most + 1 }, (_, index) => `https://xcally.contoso.com/${index}`);
  expect(await register(audience, uris.slice(1))).toBe(201);
  expect(await register(audience, uris)).toBe(400);
});
