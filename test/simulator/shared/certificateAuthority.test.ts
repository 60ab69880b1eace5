import { expect, test } from "@jest/globals";
import { X509Certificate } from "node:crypto";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { Agent, fetch } from "undici";
import { createCertificateAuthority } from "../../../simulator/shared/certificateAuthority.ts";
import type {
  CertificateAuthority,
  IssuedCertificate,
} from "../../../simulator/shared/certificateAuthority.ts";

async function withServer(tls: IssuedCertificate, use: (port: number) => Promise<void>): Promise<void> {
  const server = createServer({ ...tls }, (_request, response) => response.end("hello"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await use((server.address() as AddressInfo).port);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function get(url: string, authority: CertificateAuthority): Promise<string> {
  const dispatcher = new Agent({ connect: { ca: authority.certificatePem } });
  return fetch(url, { dispatcher })
    .then((response) => response.text())
    .finally(() => dispatcher.destroy());
}

test("a client that trusts the authority reaches the server by name and by address", async () => {
  const authority = await createCertificateAuthority();
  await withServer(await authority.issue(), async (port) => {
    expect(await get(`https://localhost:${port}`, authority)).toBe("hello");
    expect(await get(`https://127.0.0.1:${port}`, authority)).toBe("hello");
  });
});

test("a client that trusts another authority is refused", async () => {
  const authority = await createCertificateAuthority();
  const other = await createCertificateAuthority();
  await withServer(await authority.issue(), async (port) => {
    await expect(get(`https://localhost:${port}`, other)).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/certificate|signature/) as unknown },
    });
  });
});

test("a certificate holds for its host names only", async () => {
  const authority = await createCertificateAuthority();
  await withServer(await authority.issue(["xcally.example"]), async (port) => {
    await expect(get(`https://localhost:${port}`, authority)).rejects.toMatchObject({
      cause: { code: "ERR_TLS_CERT_ALTNAME_INVALID" },
    });
  });
});

test("certificates say what strict clients look for", async () => {
  const authority = await createCertificateAuthority();
  const root = new X509Certificate(authority.certificatePem);
  const server = new X509Certificate((await authority.issue()).cert);

  expect(root.ca).toBe(true);
  expect(server.ca).toBe(false);
  expect(server.checkIssued(root)).toBe(true);
  expect(server.verify(root.publicKey)).toBe(true);
  expect(server.subjectAltName).toBe("DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1");
  expect(server.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1"]);
});
