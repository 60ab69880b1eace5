import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { TlsOptions } from "node:tls";
import { afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import {
  createCertificateAuthority,
  type CertificateAuthority,
} from "../../../simulator/shared/certificateAuthority.ts";
import { adviceFor, type XcallyClientOptions } from "../../../xcally/client/index.ts";
import { failureOf, operationOn, serve } from "./server.ts";

let authority: CertificateAuthority;
let server: Server | undefined;
beforeAll(async () => {
  authority = await createCertificateAuthority();
});
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

/** Asks a server with these options of TLS for a list; its certificate is for the given names. */
async function ask(
  options: Partial<XcallyClientOptions>,
  tls: TlsOptions = {},
  names: readonly string[] = ["127.0.0.1"],
): Promise<readonly unknown[]> {
  server = createServer({ ...(await authority.issue(names)), ...tls }, (_, response) => response.end("[]"));
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server?.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  return operationOn(`https://127.0.0.1:${port}`, options).cloudProviders.list();
}
const trusted = () => ({ ca: authority.certificatePem });

describe("a server's certificate", () => {
  test("of an authority of its own is trusted when the authority is given", async () => {
    expect(await ask(trusted())).toEqual([]);
  });

  test("of an authority that is not given is refused, with what to do", async () => {
    const error = await failureOf(ask({}));
    expect(error.message).toContain(
      "GET /api/cloudProviders got no answer: unable to verify the first certificate",
    );
    expect(adviceFor(error)).toContain("Set xcallyCaFile");
  });

  test("is checked whatever the environment says", async () => {
    process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
    try {
      expect(adviceFor(await failureOf(ask({})))).toContain("Set xcallyCaFile");
    } finally {
      delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
    }
  });

  test("that is made out to another host is refused, with what to do", async () => {
    const error = await failureOf(ask(trusted(), {}, ["motion.contoso.com"]));
    expect(error.details.code).toBe("ERR_TLS_CERT_ALTNAME_INVALID");
    expect(adviceFor(error)).toBe(
      "Use a host name in xcallyUrl that the server's certificate is made out to.",
    );
  });

  test("is not checked when that is set, and then neither is its host", async () => {
    expect(await ask({ verifyCertificates: false }, {}, ["motion.contoso.com"])).toEqual([]);
  });
});

describe("TLS", () => {
  test("1.2 is spoken", async () => {
    expect(await ask(trusted(), { maxVersion: "TLSv1.2" })).toEqual([]);
  });
  test("1.1 is not", async () => {
    const old = { minVersion: "TLSv1.1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
    expect((await failureOf(ask(trusted(), old))).message).toMatch(/got no answer: .*protocol version/);
  });
  test("that is asked of a server without it is a hint at the address", async () => {
    const plain = await serve((_, response) => response.end("[]"));
    const url = plain.url.replace("http:", "https:");
    const error = await failureOf(operationOn(url).cloudProviders.list());
    expect(adviceFor(error)).toBe("Check whether xcallyUrl begins with the right one of http and https.");
    await plain.close();
  });
});
