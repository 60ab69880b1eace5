import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { decodeJwt } from "jose";
import { z } from "zod";
import { startEntraSimulator } from "../../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";
import {
  addPassword,
  createApplication,
  createServicePrincipal,
  graphClient,
  requestToken,
} from "./graphClient.ts";
import type { Answer } from "./graphClient.ts";
import { createPipeline } from "./pipeline.ts";
import type { Pipeline } from "./pipeline.ts";

const type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

let pipeline: Pipeline;
let simulator: EntraSimulator;
beforeAll(async () => {
  pipeline = await createPipeline();
  simulator = await startEntraSimulator({ federatedCredentials: [pipeline.credential] });
});
afterAll(() => simulator.close());

const present = (
  assertion: string | undefined,
  form: Record<string, string | undefined> = {},
): Promise<Answer> =>
  requestToken(simulator, {
    client_secret: undefined,
    client_assertion_type: type,
    client_assertion: assertion,
    ...form,
  });

const tokenOf = (answer: Answer): string =>
  z.object({ access_token: z.string() }).parse(answer.body).access_token;

test("a pipeline that the deployer trusts signs in without a secret, and its token says so", async () => {
  const token = tokenOf(await present(await pipeline.token()));
  expect(decodeJwt(token)).toMatchObject({ appid: simulator.deployer.clientId, appidacr: "2" });
  expect((await graphClient(simulator, token).get("/applications")).status).toBe(200);
});

test("a token for several audiences will do when the right one is among them", async () => {
  expect((await present(await pipeline.token({ aud: ["other", "api://AzureADTokenExchange"] }))).status).toBe(
    200,
  );
});

describe("the token endpoint refuses the token of a pipeline", () => {
  test.each([
    [
      "from another issuer",
      { iss: "https://gitlab.example.com" },
      700211,
      /assertion issuer 'https:\/\/gitlab/,
    ],
    ["for another audience", { aud: "api://contoso" }, 700212, /assertion audience 'api:\/\/contoso'/],
    [
      "about another subject",
      { sub: "repo:contoso/mail:ref:refs/heads/x" },
      700213,
      /subject 'repo:contoso\/mail:ref/,
    ],
    [
      "whose subject has other capitals",
      { sub: "repo:Contoso/mail:environment:production" },
      7002138,
      /case-sensitive/,
    ],
    ["that has expired", { exp: 1_700_000_000 }, 700024, /valid time range/],
    ["that is not valid yet", { nbf: 32_503_680_000 }, 700024, /valid time range/],
    ["that never ends", { exp: undefined }, 700024, /valid time range/],
  ])("%s", async (_what, claims, code, words) => {
    const answer = await present(await pipeline.token(claims));
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ error: "invalid_client", error_codes: [code] });
    expect(answer.body).toMatchObject({ error_description: expect.stringMatching(words) as unknown });
  });

  test("that somebody else signed", async () => {
    const other = await createPipeline();
    expect((await present(await other.token())).body).toMatchObject({ error_codes: [700027] });
  });

  test("that is none", async () => {
    const answer = await present("a.b.c");
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: "invalid_request", error_codes: [50027] });
  });

  test("that comes without its type, or not at all", async () => {
    const token = await pipeline.token();
    expect((await present(token, { client_assertion_type: undefined })).body).toMatchObject({
      error_codes: [900144],
    });
    expect((await present(undefined)).body).toMatchObject({ error_codes: [7000218] });
  });

  test("for an application that trusts nobody", async () => {
    const graph = graphClient(simulator, tokenOf(await requestToken(simulator)));
    const application = await createApplication(graph);
    await createServicePrincipal(graph, application.appId);
    await addPassword(graph, application.id);
    const answer = await present(await pipeline.token(), { client_id: application.appId });
    expect(answer.body).toMatchObject({ error_codes: [700211] });
  });
});

test("trust outlives a reset", async () => {
  simulator.reset();
  expect((await present(await pipeline.token())).status).toBe(200);
});
