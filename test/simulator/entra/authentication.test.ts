import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { generateKeyPair, SignJWT, decodeJwt } from "jose";
import { fetch } from "undici";
import { startEntraSimulator } from "../../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";
import { graphClient, graphError, requestToken, signIn } from "./graphClient.ts";
import type { GraphClient } from "./graphClient.ts";

let now = new Date();
let simulator: EntraSimulator;
let graph: GraphClient;
beforeEach(async () => {
  now = new Date();
  simulator = await startEntraSimulator({ now: () => now });
  graph = await signIn(simulator);
});
afterEach(() => simulator.close());

test("a request without a token is refused", async () => {
  const response = await fetch(`${simulator.url}/graph/v1.0/applications`);
  expect(response.status).toBe(401);
  expect(response.headers.get("www-authenticate")).toMatch(/^Bearer /);
  expect(await response.json()).toEqual(graphError("InvalidAuthenticationToken", "Access token is empty."));
});

test("an expired token is refused", async () => {
  now = new Date(now.getTime() + 3_600_000);
  const answer = await graph.get("/applications");
  expect(answer.status).toBe(401);
  expect(answer.body).toEqual(
    graphError("InvalidAuthenticationToken", "Lifetime validation failed, the token is expired."),
  );
});

test("a token with a foreign signature is refused", async () => {
  const { privateKey } = await generateKeyPair("RS256");
  const forged = await new SignJWT(decodeJwt(graph.token))
    .setProtectedHeader({ alg: "RS256" })
    .sign(privateKey);
  const answer = await graphClient(simulator, forged).get("/applications");
  expect(answer.status).toBe(401);
  expect(answer.body).toEqual(graphError("InvalidAuthenticationToken", /signature/));
});

test("what is no token is refused", async () => {
  expect((await graphClient(simulator, "nonsense").get("/applications")).status).toBe(401);
});

test("a token for Exchange Online is refused", async () => {
  const { body } = await requestToken(simulator, { scope: "https://outlook.office365.com/.default" });
  const { access_token: token } = body as { access_token: string };
  const answer = await graphClient(simulator, token).get("/applications");
  expect(answer.status).toBe(401);
  expect(answer.body).toEqual(
    graphError("InvalidAuthenticationToken", "Access token validation failure. Invalid audience."),
  );
});

test("errors and answers carry a request id", async () => {
  const refused = await graph.get("/applications/11111111-2222-4333-8444-555555555555");
  expect(refused.body).toMatchObject({
    error: { innerError: { "request-id": refused.headers.get("request-id") } },
  });
  expect(refused.headers.get("content-type")).toMatch(/^application\/json;odata\.metadata=minimal/);
  expect((await graph.get("/applications")).headers.get("request-id")).toMatch(/^[0-9a-f-]{36}$/);
});
