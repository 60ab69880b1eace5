import { getCACertificates } from "node:tls";
import { EnvHttpProxyAgent, request, type Dispatcher } from "undici";
import { z } from "zod";
import { notJson, XcallyError } from "./errors.ts";

/** How long one request may take, in milliseconds: to connect, and to answer once connected. */
const connectTimeoutMs = 10_000;
const answerTimeoutMs = 30_000;

/** One request to XCALLY's API. */
export interface ApiRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Path below the server's address, base path included, such as `/api/mail/accounts`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** A successful (2xx) answer. */
export interface ApiAnswer {
  readonly status: number;
  /** The parsed JSON; undefined when the answer had no body (204). */
  readonly body: unknown;
  /** The header `Content-Range`, which some servers page with. */
  readonly contentRange: string | undefined;
}

/** Sends one request. Throws XcallyError on every answer that is not 2xx, and when there is none. */
export type Send = (request: ApiRequest) => Promise<ApiAnswer>;

/**
 * The lowest layer of the client: JSON over HTTP to one server.
 *
 * Proxies are taken from HTTP_PROXY, HTTPS_PROXY and NO_PROXY. Redirects are not followed: XCALLY's API makes none, so one
 * is a login page or a proxy.
 *
 * @param serverUrl the server's address, such as `https://motion.contoso.com`, without a slash at its end.
 * @param ca PEM certificates to trust besides the system's, for servers with a certificate of their own.
 */
export function createSend(serverUrl: string, ca?: string): Send {
  const tls = {
    timeout: connectTimeoutMs,
    ...(ca === undefined ? {} : { ca: [...getCACertificates(), ca] }),
  };
  const dispatcher = new EnvHttpProxyAgent({
    connect: tls,
    requestTls: tls,
    headersTimeout: answerTimeoutMs,
    bodyTimeout: answerTimeoutMs,
  });
  return async ({ method, path, query, headers, body }) => {
    let response: Dispatcher.ResponseData;
    let text: string;
    try {
      response = await request(serverUrl + path, {
        dispatcher,
        method,
        ...(query === undefined ? {} : { query }),
        headers: {
          accept: "application/json",
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        body: body === undefined ? null : JSON.stringify(body),
      });
      text = await response.body.text();
    } catch (error) {
      throw new XcallyError(method, path, undefined, networkReason(error));
    }
    const status = response.statusCode;
    const ok = status >= 200 && status <= 299;
    const parsed = parseJson(text);
    if (/^\s*</.test(text) || (ok && text !== "" && parsed === undefined)) {
      throw new XcallyError(method, path, status, notJson(status));
    }
    if (!ok) throw new XcallyError(method, path, status, serverReason(parsed ?? text));
    const contentRange = response.headers["content-range"];
    return {
      status,
      body: parsed,
      contentRange: Array.isArray(contentRange) ? contentRange[0] : contentRange,
    };
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const errorBody = z.object({ message: z.string().min(1) });

/** The server's `message`, or its plain text, kept to one line of bearable length. */
function serverReason(body: unknown): string {
  const parsed = errorBody.safeParse(body);
  const reason = parsed.success ? parsed.data.message : typeof body === "string" ? body : "";
  return reason.replace(/\s+/g, " ").trim().slice(0, 300) || "the server gave no reason";
}

const nodeError = z.object({ code: z.string().optional(), message: z.string() });

/** A network error's code and text, such as `connect ECONNREFUSED 127.0.0.1:9080`. */
function networkReason(error: unknown): string {
  const parsed = nodeError.safeParse(error instanceof AggregateError ? (error.errors[0] ?? error) : error);
  if (!parsed.success) return String(error);
  const { code, message } = parsed.data;
  return code === undefined || message.includes(code) ? message : `${message} (${code})`;
}
