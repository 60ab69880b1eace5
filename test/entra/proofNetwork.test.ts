import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cloud } from "../../entra/cloud.ts";
import type { Environment } from "../../entra/environment.ts";
import { proveSecret } from "../../entra/proof.ts";
import type { ProofPolicy } from "../../entra/proofPolicy.ts";
import { createCertificateAuthority } from "../../simulator/shared/certificateAuthority.ts";
import { listen } from "../../simulator/shared/listen.ts";
import { rejection } from "../support/rejection.ts";
import { oneSentence, quick, refusal, secret, startTokenServer, token } from "./tokenServer.ts";
import type { TokenServer } from "./tokenServer.ts";

const open: { close(): unknown }[] = [];
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "proof-"));
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
  await rm(folder, { recursive: true });
});

async function serve(...answers: readonly (() => Response)[]): Promise<TokenServer> {
  const server = await startTokenServer(...answers);
  open.push(server);
  return server;
}

const prove = (
  cloud: Cloud,
  policy: Partial<ProofPolicy> = {},
  environment: Environment = {},
): Promise<void> =>
  proveSecret({
    cloud,
    tenantId: "contoso.com",
    clientId: "client-1",
    clientSecret: secret,
    policy: { ...quick, ...policy },
    environment,
  });

const throttled = (retryAfter?: string) => () =>
  new Response("Too Many Requests", {
    status: 429,
    ...(retryAfter === undefined ? {} : { headers: { "retry-after": retryAfter } }),
  });

test("the request is a form that asks the tenant for the Graph of the cloud in use", async () => {
  const { cloud, requests } = await serve(token);
  await prove(cloud, { answersInARow: 1 });
  expect(requests).toEqual([
    {
      path: "/contoso.com/oauth2/v2.0/token",
      form: {
        grant_type: "client_credentials",
        client_id: "client-1",
        client_secret: secret,
        scope: "https://graph.example.com/.default",
      },
    },
  ]);
});

test("every request has a connection of its own, for behind one address are many servers", async () => {
  let connections = 0;
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ access_token: "a.b.c" }));
  });
  server.on("connection", () => connections++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(server);
  const { port } = server.address() as AddressInfo;
  await prove({ loginUrl: `http://127.0.0.1:${port}`, graphUrl: "https://graph.example.com" });
  expect(connections).toBe(3);
});

describe("answers in a row", () => {
  test("begin anew after a server that does not know the secret or the application", async () => {
    const { cloud, requests } = await serve(
      token,
      token,
      refusal(700016),
      token,
      token,
      refusal(7000215, "", 401),
      token,
    );
    await prove(cloud);
    expect(requests).toHaveLength(9);
  });

  test("go on after what says nothing about the secret", async () => {
    const unavailable = () => new Response("<html>", { status: 502 });
    const { cloud, requests } = await serve(token, throttled(), token, unavailable, token);
    await prove(cloud);
    expect(requests).toHaveLength(5);
  });
});

describe("throttling", () => {
  test("that lasts longer than the deadline ends the proof at once, with what the server asks for", async () => {
    const { cloud, requests } = await serve(throttled("1200"));
    const error = await rejection(prove(cloud));
    expect(error).toMatchObject({ kind: "throttled", code: undefined });
    expect(error.message).toMatch(oneSentence);
    expect(error.message).toContain("(it asks to wait 20 minutes, 1 request)");
    expect(requests).toHaveLength(1);
  });

  test("without an end is given up at the deadline", async () => {
    const { cloud, requests } = await serve(throttled());
    expect(await rejection(prove(cloud, { deadlineMs: 1000 }))).toMatchObject({ kind: "throttled" });
    expect(requests.length).toBeGreaterThan(2);
  });
});

describe("no answer", () => {
  test("from a server that starts late delays the proof", async () => {
    const { port, close } = await listen({ fetch: token });
    await close();
    const proof = prove({ loginUrl: `http://127.0.0.1:${port}`, graphUrl: "https://graph.example.com" });
    await new Promise((resolve) => setTimeout(resolve, 50));
    open.push(await listen({ fetch: token }, { port }));
    await proof;
  });

  test("until the deadline says where none came from, and why", async () => {
    const { port, close } = await listen({ fetch: token });
    await close();
    const loginUrl = `http://127.0.0.1:${port}`;
    const error = await rejection(prove({ loginUrl, graphUrl: loginUrl }, { deadlineMs: 50 }));
    expect(error).toMatchObject({ kind: "unreachable", code: undefined });
    expect(error.message).toMatch(oneSentence);
    expect(error.message).toContain(`${loginUrl} cannot be reached (connect ECONNREFUSED 127.0.0.1:${port})`);
  });

  test("of a server that keeps silent is not waited for without end", async () => {
    const silent = await listen({ fetch: () => new Promise(() => undefined) });
    open.push(silent);
    const loginUrl = `http://127.0.0.1:${silent.port}`;
    const error = await rejection(
      prove({ loginUrl, graphUrl: loginUrl }, { requestTimeoutMs: 20, deadlineMs: 30 }),
    );
    expect(error.message).toContain("(no answer within 0.02 seconds)");
  });
});

describe("what is no token endpoint ends the proof at once", () => {
  test.each([
    ["a page with status 200", () => new Response("<html>Sign in to the Wi-Fi</html>")],
    ["JSON without a token", () => Response.json({ access_token: "" })],
    ["a page that is not found", () => new Response("Not found", { status: 404 })],
    [
      "a redirect",
      () => new Response(null, { status: 302, headers: { location: "https://elsewhere.example.com" } }),
    ],
    ["an error of another service", () => Response.json({ error: { code: "BadRequest" } }, { status: 400 })],
  ])("%s", async (_what, answer) => {
    const { cloud, requests } = await serve(answer);
    const error = await rejection(prove(cloud));
    expect(error).toMatchObject({ kind: "notTokenEndpoint" });
    expect(error.message).toMatch(oneSentence);
    expect(error.message).toContain(`what answers at ${cloud.loginUrl} is not Entra ID (status `);
    expect(requests).toHaveLength(1);
  });
});

test("a refusal with an unknown code is told in the server's own words, without the secret", async () => {
  const { cloud, requests } = await serve(refusal(7654321, `No '${secret}' here. Really.`));
  const error = await rejection(prove(cloud));
  expect(error).toMatchObject({ kind: "unknown", code: 7654321 });
  expect(error.message).toContain(
    `saying "No '[secret]' here." (AADSTS7654321, 1 request); look up https://`,
  );
  expect(error.message).not.toMatch(/Trace ID|Really/);
  expect(requests).toHaveLength(1);
});

describe("over https", () => {
  async function serveTls(host: string): Promise<{ port: number; caFile: string }> {
    const authority = await createCertificateAuthority();
    const caFile = join(folder, "ca.pem");
    await writeFile(caFile, authority.certificatePem);
    const listener = await listen({ fetch: token }, { tls: await authority.issue([host]) });
    open.push(listener);
    return { port: listener.port, caFile };
  }

  test("the certificates in SSL_CERT_FILE are trusted, and without them the proof ends at once", async () => {
    const { port, caFile } = await serveTls("localhost");
    const cloud = { loginUrl: `https://localhost:${port}`, graphUrl: "https://graph.example.com" };
    await prove(cloud, {}, { SSL_CERT_FILE: caFile });
    const error = await rejection(prove(cloud));
    expect(error).toMatchObject({ kind: "untrusted" });
    expect(error.message).toMatch(
      /shows a certificate that is not trusted .*; name the authority .* SSL_CERT_FILE\.$/,
    );
  });

  test("the proxy in HTTPS_PROXY is used, but not for this machine", async () => {
    const { port, caFile } = await serveTls("login.contoso.test");
    const asked: string[] = [];
    const proxy = createServer().on("connect", (request, socket) => {
      asked.push(request.url ?? "");
      const target = connect(port, "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
        target.pipe(socket).pipe(target);
      });
      socket.on("error", () => target.destroy());
      target.on("error", () => socket.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    open.push(proxy);
    const environment = {
      HTTPS_PROXY: `127.0.0.1:${(proxy.address() as AddressInfo).port}`,
      SSL_CERT_FILE: caFile,
    };

    await prove(
      { loginUrl: "https://login.contoso.test", graphUrl: "https://graph.contoso.test" },
      { answersInARow: 1 },
      environment,
    );
    expect(asked).toEqual(["login.contoso.test:443"]);

    const loopback = await serveTls("localhost");
    const loginUrl = `https://localhost:${loopback.port}`;
    await prove({ loginUrl, graphUrl: loginUrl }, {}, { ...environment, SSL_CERT_FILE: loopback.caFile });
    expect(asked).toHaveLength(1);
  });

  test("an environment that cannot be used is named, without the proxy's password", async () => {
    const cloud = { loginUrl: "https://login.contoso.test", graphUrl: "https://graph.contoso.test" };
    const missing = join(folder, "missing.pem");
    expect((await rejection(prove(cloud, {}, { SSL_CERT_FILE: missing }))).message).toContain(
      `SSL_CERT_FILE names ${missing}, which cannot be read; `,
    );
    await writeFile(missing, "no certificate");
    expect((await rejection(prove(cloud, {}, { SSL_CERT_FILE: missing }))).message).toContain(
      "which holds no certificate; ",
    );
    const { message } = await rejection(prove(cloud, {}, { HTTPS_PROXY: "http://user:hunter2@:bad" }));
    expect(message).toMatch(/^HTTPS_PROXY is no address of a proxy; /);
    expect(message).not.toContain("hunter2");
  });
});
