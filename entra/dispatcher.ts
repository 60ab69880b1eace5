import { readFileSync } from "node:fs";
import { getCACertificates } from "node:tls";
import { Agent, EnvHttpProxyAgent, type Dispatcher } from "undici";
import { isLoopback } from "../network/loopback.ts";
import { readVariable, type Environment } from "./environment.ts";

/** Milliseconds until a connection must stand. */
const connectTimeout = 10_000;

/** Bytes of one answer; a token has a thousandth of it. */
const maxAnswerSize = 2_000_000;

/**
 * What requests to one of Microsoft's services go out by, as Go programs such as the azuread provider do it:
 * - the certificates in `SSL_CERT_FILE` are trusted, here beside Node's own and the system's;
 * - a proxy is taken from `HTTPS_PROXY` and `NO_PROXY` (or in small letters), but never for loopback.
 *
 * TLS is 1.2 at least and certificates are checked, whatever NODE_OPTIONS and NODE_TLS_REJECT_UNAUTHORIZED say.
 *
 * @param url the service's address.
 * @throws Error One sentence: a variable does not hold what it should.
 */
export function createDispatcher(url: string, environment: Environment): Dispatcher {
  const tls = {
    timeout: connectTimeout,
    minVersion: "TLSv1.2",
    rejectUnauthorized: true,
    ...(url.startsWith("https:") ? { ca: trustedCertificates(environment) } : {}),
  } as const;
  const options = { connect: tls, maxResponseSize: maxAnswerSize };
  if (isLoopback(URL.parse(url)?.hostname ?? "")) return new Agent(options);

  const proxy = readVariable(environment, "HTTPS_PROXY", "https_proxy") ?? "";
  try {
    return new EnvHttpProxyAgent({
      ...options,
      requestTls: tls,
      proxyTls: tls,
      // Never asked for: what is not loopback is https.
      httpProxy: "",
      // As Go does it: a proxy without a scheme speaks http.
      httpsProxy: proxy === "" || proxy.includes("://") ? proxy : `http://${proxy}`,
      noProxy: readVariable(environment, "NO_PROXY", "no_proxy") ?? "",
    });
  } catch {
    // Its own error may repeat the address, and with it the proxy's password.
    throw new Error(
      "HTTPS_PROXY is no address of a proxy; set it to one such as http://proxy.contoso.com:3128.",
    );
  }
}

function trustedCertificates(environment: Environment): string[] {
  const file = readVariable(environment, "SSL_CERT_FILE");
  const own = file === undefined ? [] : [readCertificates(file)];
  return [...new Set([...getCACertificates("default"), ...getCACertificates("system"), ...own])];
}

function readCertificates(file: string): string {
  let pem: string;
  try {
    pem = readFileSync(file, "utf8");
  } catch {
    throw new Error(
      `SSL_CERT_FILE names ${file}, which cannot be read; set it to a PEM file of certificates to trust.`,
    );
  }
  if (pem.includes("-----BEGIN CERTIFICATE-----")) return pem;
  throw new Error(
    `SSL_CERT_FILE names ${file}, which holds no certificate; set it to a PEM file of certificates to trust.`,
  );
}
