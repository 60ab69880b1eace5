import { afterEach, describe, expect, test } from "@jest/globals";
import { checkServer } from "../../../commands/doctor/checks/mail/server.ts";
import type { Finding } from "../../../commands/doctor/finding.ts";
import type { Protocol } from "../../../entra/permissions.ts";
import { startScriptedServer, type ScriptedServer } from "./scriptedServer.ts";

const running: ScriptedServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});
async function start(...args: Parameters<typeof startScriptedServer>): Promise<ScriptedServer> {
  const server = await startScriptedServer(...args);
  running.push(server);
  return server;
}

const look = (
  protocol: Protocol,
  { host, port, certificatePem }: ScriptedServer,
  ca = certificatePem,
): Promise<Finding> => checkServer({ protocol, endpoint: { host, port }, ca });

describe("a mail server", () => {
  test.each<[Protocol, string, Readonly<Record<string, string>>, string]>([
    [
      "imap",
      "* OK ready",
      { CAPABILITY: "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n{tag} OK done" },
      "it offers PLAIN.",
    ],
    ["pop", "+OK ready", { CAPA: "+OK\r\nTOP\r\nSASL PLAIN\r\n." }, "it offers PLAIN."],
    ["pop", "+OK ready", { CAPA: "-ERR what?" }, "it offers no way to sign in."],
  ])("%s without XOAUTH2 is named, with what it offers", async (protocol, greeting, script, offers) => {
    const server = await start(greeting, script);
    expect(await look(protocol, server)).toEqual({
      status: "FAIL",
      says: `${protocol.toUpperCase()} at localhost:${server.port} does not offer XOAUTH2; ${offers}`,
      who: "whoever runs the stack",
      action:
        "Check that it is a server of Office 365, and that no firewall or virus scanner answers in its place.",
    });
  });

  test("SMTP without STARTTLS is named, and gets nothing more", async () => {
    const script = { EHLO: "250-localhost\r\n250 AUTH XOAUTH2", AUTH: "235 welcome" };
    const server = await start("220 ready", script, { secure: false });
    expect((await look("smtp", server)).says).toBe(
      `SMTP at localhost:${server.port} cannot be used from here: it does not offer STARTTLS.`,
    );
  });

  test("that offers XOAUTH2 is fine, whatever its letters", async () => {
    const server = await start("* OK ready", { CAPABILITY: "* CAPABILITY auth=xoauth2\r\n{tag} OK done" });
    expect(await look("imap", server)).toEqual({
      status: "PASS",
      says: `IMAP at localhost:${server.port} answers with a trusted certificate and offers XOAUTH2.`,
    });
  });

  test("whose certificate nobody knows is named", async () => {
    const server = await start("* OK ready", {});
    const other = await start("* OK ready", {});
    expect(await look("imap", server, other.certificatePem)).toMatchObject({
      status: "FAIL",
      says: `IMAP at localhost:${server.port} shows a certificate that is not trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE).`,
      action:
        "Name the authority that signed it, perhaps a firewall's, with --mail-ca or NODE_EXTRA_CA_CERTS.",
    });
  });

  test("whose certificate is made out to somebody else is named", async () => {
    const server = await start("* OK ready", {}, { hostnames: ["mail.contoso.com"] });
    expect((await look("imap", server)).says).toBe(
      `IMAP at localhost:${server.port} shows a certificate that is not trusted (ERR_TLS_CERT_ALTNAME_INVALID).`,
    );
  });

  test("where something else answers is named", async () => {
    const server = await start("SSH-2.0-OpenSSH", {});
    expect((await look("imap", server)).says).toBe(
      `IMAP at localhost:${server.port} cannot be used from here: what answers does not speak IMAP: SSH-2.0-OpenSSH.`,
    );
  });

  test("where nobody listens is named, with what to do on a machine that may not reach it", async () => {
    const server = await start("* OK ready", {});
    await running.pop()?.close();
    expect(await look("imap", server)).toMatchObject({
      says: expect.stringMatching(/ cannot be used from here: .*ECONNREFUSED/) as unknown,
      action:
        "Let this machine and XCALLY's server out to it; --skip mail leaves it out where only XCALLY's server may.",
    });
  });
});
