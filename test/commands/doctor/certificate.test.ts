import { expect, test } from "@jest/globals";
import { lookAtCertificate } from "../../../commands/doctor/certificate.ts";
import { startScriptedServer } from "./scriptedServer.ts";

test("a certificate is looked at, whether or not it is trusted", async () => {
  const server = await startScriptedServer("hello", {});
  const other = await startScriptedServer("hello", {}, { hostnames: ["mail.contoso.com"] });
  const look = ({ host, port } = server, ca: string | undefined = server.certificatePem) =>
    lookAtCertificate({ host, port, ca, timeoutMs: 5_000 });
  try {
    expect(await look()).toEqual({ kind: "trusted", ends: expect.any(Date) as unknown });
    expect(await look(server, other.certificatePem)).toEqual({
      kind: "untrusted",
      code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
      issuer: "Loopback stand-in certificate authority",
    });
    expect(await look(other, other.certificatePem)).toMatchObject({ code: "ERR_TLS_CERT_ALTNAME_INVALID" });
  } finally {
    await Promise.all([server.close(), other.close()]);
  }
  expect(await look()).toEqual({
    kind: "unreachable",
    reason: expect.stringContaining("ECONNREFUSED") as unknown,
  });
});
