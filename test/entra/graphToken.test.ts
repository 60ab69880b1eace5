import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { decodeJwt } from "jose";
import type { Cloud } from "../../entra/cloud.ts";
import { resolveCloud } from "../../entra/cloud.ts";
import { readDeployer } from "../../entra/deployer.ts";
import type { Deployer } from "../../entra/deployer.ts";
import { graphToken } from "../../entra/graphToken.ts";
import { startEntraSimulator } from "../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../simulator/entra/index.ts";
import { createPipeline } from "../simulator/entra/pipeline.ts";
import type { Pipeline } from "../simulator/entra/pipeline.ts";
import { rejection } from "../support/rejection.ts";
import { oneSentence, refusal, secret, startTokenServer, token } from "./tokenServer.ts";
import type { TokenServer } from "./tokenServer.ts";

const policy = { firstDelayMs: 1, maxDelayMs: 5 };

describe("with the stand-in of Entra ID", () => {
  let pipeline: Pipeline;
  let simulator: EntraSimulator;
  let cloud: Cloud;
  beforeAll(async () => {
    pipeline = await createPipeline();
    simulator = await startEntraSimulator({ federatedCredentials: [pipeline.credential] });
    cloud = await resolveCloud(simulator.environment);
  });
  afterAll(() => simulator.close());

  const federated = (assertion: string): Deployer =>
    readDeployer(
      {},
      { ...simulator.environment, ARM_CLIENT_SECRET: "", ARM_USE_OIDC: "true", ARM_OIDC_TOKEN: assertion },
    );

  test("a secret gets a token for the Graph of the cloud in use", async () => {
    const claims = decodeJwt(await graphToken(readDeployer({}, simulator.environment), cloud, { policy }));
    expect(claims).toMatchObject({ appid: simulator.deployer.clientId, appidacr: "1", aud: cloud.graphUrl });
  });

  test("so does the token of a pipeline that the application trusts", async () => {
    const claims = decodeJwt(await graphToken(federated(await pipeline.token()), cloud, { policy }));
    expect(claims).toMatchObject({ appid: simulator.deployer.clientId, appidacr: "2" });
  });

  test("a pipeline that nobody trusts is told with what its token says", async () => {
    const assertion = await pipeline.token({ sub: "repo:contoso/mail:pull_request" });
    const { message } = await rejection(graphToken(federated(assertion), cloud, { policy }));
    expect(message).toMatch(oneSentence);
    expect(message).toContain(
      `application ${simulator.deployer.clientId}: no federated credential of the application has the subject of the pipeline's token (AADSTS700213: `,
    );
    expect(message).toContain(
      "'repo:contoso/mail:pull_request'); ask an administrator of the tenant to add a federated credential",
    );
    expect(message).not.toContain(assertion);
  });

  test("a wrong secret fails at once and is not repeated", async () => {
    const before = simulator.tokenRequests.length;
    const environment = { ...simulator.environment, ARM_CLIENT_SECRET: "hunter2" };
    const { message } = await rejection(graphToken(readDeployer({}, environment), cloud, { policy }));
    expect(message).toMatch(oneSentence);
    expect(message).toMatch(
      /^Could not sign in to tenant \S+ as application \S+: .*no such secret.* \(AADSTS7000215\); /,
    );
    expect(message).not.toContain("hunter2");
    expect(simulator.tokenRequests).toHaveLength(before + 1);
  });
});

describe("with odd servers", () => {
  let server: TokenServer | undefined;
  afterEach(() => server?.close());

  async function ask(...answers: readonly (() => Response)[]): Promise<string> {
    server = await startTokenServer(...answers);
    const deployer = {
      kind: "secret",
      tenantId: "contoso.com",
      clientId: "client-1",
      clientSecret: secret,
    } as const;
    return graphToken(deployer, server.cloud, { environment: {}, policy });
  }

  test("throttling and trouble of the service are passed over", async () => {
    const busy = () => new Response("Too Many Requests", { status: 429, headers: { "retry-after": "0" } });
    expect(await ask(busy, () => new Response("<html>", { status: 502 }), token)).toBe("a.b.c");
    expect(server?.requests).toHaveLength(3);
  });

  test("trouble without an end is given up after a few tries", async () => {
    const { message } = await rejection(ask(() => new Response("<html>", { status: 503 })));
    expect(message).toContain("Entra ID is not available at the moment; run the command again later.");
    expect(server?.requests).toHaveLength(6);
  });

  test("throttling that lasts longer than the deadline is not waited for", async () => {
    const { message } = await rejection(
      ask(() => new Response("", { status: 429, headers: { "retry-after": "60" } })),
    );
    expect(message).toContain("Entra ID takes no more requests for the moment; ");
    expect(server?.requests).toHaveLength(1);
  });

  test.each([
    ["a page", () => new Response("<html>Sign in to the Wi-Fi</html>")],
    ["JSON without a token", () => Response.json({ access_token: "" })],
    ["a redirect", () => new Response(null, { status: 302, headers: { location: "https://x.test" } })],
  ])("%s is no token endpoint", async (_what, answer) => {
    const { message } = await rejection(ask(answer));
    expect(message).toMatch(oneSentence);
    expect(message).toMatch(
      /what answers at http:\/\/127\.0\.0\.1:\d+ is not Entra ID \(status \d+\); check ARM_METADATA/,
    );
    expect(server?.requests).toHaveLength(1);
  });

  test("a refusal is told in the server's words where its code is new, without the secret", async () => {
    const { message } = await rejection(ask(refusal(7654321, `No '${secret}' here. Really.`)));
    expect(message).toContain(`saying "No '[secret]' here." (AADSTS7654321); look up https://`);
  });

  test("a server that is not there is named with what is wrong", async () => {
    server = await startTokenServer(token);
    await server.close();
    const deployer = { kind: "secret", tenantId: "t", clientId: "c", clientSecret: secret } as const;
    const { message } = await rejection(graphToken(deployer, server.cloud, { environment: {}, policy }));
    expect(message).toMatch(oneSentence);
    expect(message).toMatch(/cannot be reached \(connect ECONNREFUSED .*\); check the network/);
  });
});

test("a way to sign in that cannot be used is told in its own sentence", async () => {
  const cloud = { loginUrl: "https://login.example.com", graphUrl: "https://graph.example.com" };
  const { message } = await rejection(graphToken({ kind: "unsupported", how: "No way." }, cloud));
  expect(message).toBe("No way.");
});
