import { getCACertificates } from "node:tls";
import { EnvHttpProxyAgent, type Dispatcher } from "undici";

/** Milliseconds until a connection must stand. */
const connectTimeout = 10_000;

/** Bytes of one answer; a page of a hundred records has a thousandth of it. */
const maxAnswerSize = 10_000_000;

/** Whom to believe that it is the XCALLY server. */
export interface Trust {
  /** PEM certificates to trust besides the system's, for servers with a certificate of their own. */
  readonly ca?: string;
  /** Whether the server's certificate and its name are checked. Defaults to true. */
  readonly verifyCertificates?: boolean;
}

/** What requests go out by is made with. */
export interface DispatcherOptions extends Trust {
  /** Milliseconds that one request may wait for its answer, and the answer for its next part. Defaults to 30,000. */
  readonly answerTimeout?: number;
}

/**
 * What requests go out by. Proxies are taken from HTTP_PROXY, HTTPS_PROXY and NO_PROXY. TLS is 1.2 at least and certificates
 * are checked whatever NODE_OPTIONS and NODE_TLS_REJECT_UNAUTHORIZED say.
 *
 * @throws Error when the environment names a proxy that is not a URL.
 */
export function createDispatcher({
  ca,
  verifyCertificates = true,
  answerTimeout = 30_000,
}: DispatcherOptions): Dispatcher {
  const tls = {
    timeout: connectTimeout,
    minVersion: "TLSv1.2",
    ...(ca === undefined ? {} : { ca: [...getCACertificates(), ca] }),
  } as const;
  const server = { ...tls, rejectUnauthorized: verifyCertificates };
  try {
    return new EnvHttpProxyAgent({
      connect: server,
      requestTls: server,
      proxyTls: { ...tls, rejectUnauthorized: true },
      headersTimeout: answerTimeout,
      bodyTimeout: answerTimeout,
      maxResponseSize: maxAnswerSize,
    });
  } catch {
    // The URL itself may hold a password.
    throw new Error(
      "The proxy in HTTP_PROXY or HTTPS_PROXY is not a URL. Write it like http://proxy.contoso.com:3128.",
    );
  }
}
