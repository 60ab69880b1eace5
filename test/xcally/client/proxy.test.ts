import { createServer, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createCertificateAuthority } from "../../../simulator/shared/certificateAuthority.ts";
import { listen } from "../../../simulator/shared/listen.ts";
import { adviceFor } from "../../../xcally/client/index.ts";
import { failureOf, operationOn, serve, type TestServer } from "./server.ts";

const variables = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"];
const before = variables.map((name) => [name, process.env[name]] as const);
let proxy: Server;
/** Where the proxy was asked to connect to. */
let tunnels: string[];
let xcally: TestServer;

beforeAll(async () => {
  proxy = createServer().listen(0, "127.0.0.1");
  proxy.on("connect", ({ url = "" }, client) => {
    tunnels.push(url);
    const { hostname, port } = new URL(`http://${url}`);
    const upstream = connect(Number(port), hostname, () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.pipe(client).pipe(upstream);
    });
    for (const socket of [upstream, client]) socket.on("error", () => socket.destroy());
  });
  await new Promise((resolve) => proxy.once("listening", resolve));
  xcally = await serve((_, response) => response.end("[]"));
});
beforeEach(() => {
  tunnels = [];
  for (const name of variables) Reflect.deleteProperty(process.env, name);
});
afterEach(() => {
  for (const [name, value] of before) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
});
afterAll(async () => {
  await xcally.close();
  proxy.closeAllConnections();
  proxy.close();
});

const proxyUrl = () => `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
const host = (url: string) => new URL(url).host;

describe("a proxy", () => {
  test("of HTTP_PROXY is used", async () => {
    process.env["HTTP_PROXY"] = proxyUrl();
    expect(await operationOn(xcally.url).cloudProviders.list()).toEqual([]);
    expect(tunnels).toEqual([host(xcally.url)]);
  });

  test("of HTTPS_PROXY is used for https, and the certificate is still the server's own", async () => {
    const authority = await createCertificateAuthority();
    const secure = await listen({ fetch: () => Response.json([]) }, { tls: await authority.issue() });
    process.env["HTTPS_PROXY"] = proxyUrl();
    const url = `https://localhost:${secure.port}`;
    expect(await operationOn(url, { ca: authority.certificatePem }).cloudProviders.list()).toEqual([]);
    expect(tunnels).toEqual([`localhost:${secure.port}`]);
    expect(adviceFor(await failureOf(operationOn(url).cloudProviders.list()))).toContain("Set xcallyCaFile");
    await secure.close();
  });

  test("is not used for a host in NO_PROXY", async () => {
    process.env["HTTP_PROXY"] = proxyUrl();
    process.env["NO_PROXY"] = "contoso.com,127.0.0.1";
    expect(await operationOn(xcally.url).cloudProviders.list()).toEqual([]);
    expect(tunnels).toEqual([]);
  });

  test("that is not a URL is an error that does not show it", () => {
    process.env["HTTPS_PROXY"] = "user:password@proxy contoso com";
    expect(() => operationOn(xcally.url)).toThrow(
      "The proxy in HTTP_PROXY or HTTPS_PROXY is not a URL. Write it like http://proxy.contoso.com:3128.",
    );
  });

  test("that is not there is a network error", async () => {
    process.env["HTTP_PROXY"] = "http://127.0.0.1:9";
    const error = await failureOf(operationOn(xcally.url).cloudProviders.list());
    expect(error.message).toContain("connect ECONNREFUSED 127.0.0.1:9 (after 6 tries)");
    expect(adviceFor(error)).toContain("HTTPS_PROXY");
  });
});
