import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveCloud } from "../../entra/cloud.ts";
import { startEntraSimulator } from "../../simulator/entra/index.ts";
import { createCertificateAuthority } from "../../simulator/shared/certificateAuthority.ts";
import type { CertificateAuthority } from "../../simulator/shared/certificateAuthority.ts";
import { listen } from "../../simulator/shared/listen.ts";
import type { Listener } from "../../simulator/shared/listen.ts";
import { rejection } from "../support/rejection.ts";
import { oneSentence } from "./tokenServer.ts";

const publicCloud = {
  loginUrl: "https://login.microsoftonline.com",
  graphUrl: "https://graph.microsoft.com",
};
const government = { loginUrl: "https://login.microsoftonline.us", graphUrl: "https://graph.microsoft.us" };
const defense = { ...government, graphUrl: "https://dod-graph.microsoft.us" };
const china = {
  loginUrl: "https://login.chinacloudapi.cn",
  graphUrl: "https://microsoftgraph.chinacloudapi.cn",
};

describe("without a metadata host the cloud is", () => {
  test.each([
    [undefined, publicCloud],
    ["", publicCloud],
    ["public", publicCloud],
    ["global", publicCloud],
    ["usgovernment", government],
    ["usgovernmentl4", government],
    ["USGovernmentL5", defense],
    ["dod", defense],
    ["china", china],
  ])("for ARM_ENVIRONMENT %s the one of that name", async (name, cloud) => {
    const environment = {
      ARM_METADATA_HOSTNAME: "",
      ...(name === undefined ? {} : { ARM_ENVIRONMENT: name }),
    };
    expect(await resolveCloud(environment)).toEqual(cloud);
  });

  test.each(["germany", "constructor"])("none for %s, and the names are listed", async (name) => {
    const { message } = await rejection(resolveCloud({ ARM_ENVIRONMENT: name }));
    expect(message).toMatch(oneSentence);
    expect(message).toContain(
      `ARM_ENVIRONMENT is "${name}", but the clouds are public, global, usgovernment, `,
    );
  });
});

test("a metadata host wins over the name, as with the azuread provider", async () => {
  const simulator = await startEntraSimulator();
  const cloud = await resolveCloud({ ...simulator.environment, ARM_ENVIRONMENT: "china" });
  await simulator.close();
  expect(cloud).toEqual({ loginUrl: simulator.url, graphUrl: `${simulator.url}/graph` });
});

describe("a metadata host", () => {
  let authority: CertificateAuthority;
  let folder: string;
  let caFile: string;
  let server: Listener | undefined;
  beforeAll(async () => {
    authority = await createCertificateAuthority();
    folder = await mkdtemp(join(tmpdir(), "cloud-"));
    caFile = join(folder, "ca.pem");
    await writeFile(caFile, authority.certificatePem);
  });
  afterEach(async () => {
    await server?.close();
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function answering(answer: () => Response, trusted = true): Promise<Record<string, string>> {
    server = await listen({ fetch: answer }, { tls: await authority.issue() });
    return {
      ARM_METADATA_HOSTNAME: `localhost:${server.port}`,
      ...(trusted ? { SSL_CERT_FILE: caFile } : {}),
    };
  }

  const description = (login: string, graph = "https://graph.example.com/") => ({
    name: "Example",
    microsoftGraphResourceId: graph,
    authentication: { loginEndpoint: login },
  });

  test("may end addresses with slashes and begin its answer with a byte order mark", async () => {
    const body = `\uFEFF${JSON.stringify(description("https://login.example.com/"))}`;
    expect(await resolveCloud(await answering(() => new Response(body)))).toEqual({
      loginUrl: "https://login.example.com",
      graphUrl: "https://graph.example.com",
    });
  });

  test.each(["http://localhost:9081", "http://127.0.0.1:9081", "http://[::1]:9081"])(
    "may lead to plain http on this machine: %s",
    async (login) => {
      const environment = await answering(() => Response.json(description(login)));
      expect((await resolveCloud(environment)).loginUrl).toBe(login);
    },
  );

  test.each([
    ["answers with an error", () => new Response("", { status: 404 }), "it answered 404"],
    ["answers with a page", () => new Response("<html>"), "what came is no description of a cloud"],
    [
      "names no place to sign in",
      () => Response.json({ ...description("x"), authentication: {} }),
      "authentication.loginEndpoint of the description is missing",
    ],
    [
      "names plain http elsewhere",
      () => Response.json(description("http://login.example.com")),
      "authentication.loginEndpoint of the description is not https",
    ],
    [
      "names plain http on a host that only looks like this machine",
      () => Response.json(description("http://localhost.example.com")),
      "authentication.loginEndpoint of the description is not https",
    ],
    [
      "names a Graph that is none",
      () => Response.json(description("https://login.example.com", "graph")),
      "microsoftGraphResourceId of the description is no web address",
    ],
  ])("that %s is an error of one sentence", async (_what, answer, reason) => {
    const environment = await answering(answer);
    const { message } = await rejection(resolveCloud(environment));
    expect(message).toMatch(oneSentence);
    expect(message).toContain(
      `https://${environment["ARM_METADATA_HOSTNAME"]}/metadata/endpoints which cloud is in use: `,
    );
    expect(message).toContain(`${reason}; set ARM_METADATA_HOSTNAME to `);
  });

  test("that is not trusted leads to SSL_CERT_FILE", async () => {
    const { message } = await rejection(resolveCloud(await answering(() => Response.json({}), false)));
    expect(message).toMatch(oneSentence);
    expect(message).toMatch(
      /certificate.*; name the authority that signed its certificate in SSL_CERT_FILE\.$/,
    );
  });

  test("that is not there is an error with the reason", async () => {
    const environment = await answering(() => Response.json({}));
    await server?.close();
    expect((await rejection(resolveCloud(environment))).message).toContain("ECONNREFUSED");
  });

  test.each(["https://management.azure.com", "management.azure.com/", "user@management.azure.com", "a b"])(
    "must be a host name and nothing else, not %s",
    async (host) => {
      const { message } = await rejection(resolveCloud({ ARM_METADATA_HOSTNAME: host }));
      expect(message).toMatch(oneSentence);
      expect(message).toContain(`ARM_METADATA_HOSTNAME is "${host}", but must be a host name`);
    },
  );
});
