import { z } from "zod";
import type { Dispatcher } from "undici";
import { parseRetryAfter } from "../network/retryAfter.ts";
import { explainCode } from "./aadsts.ts";
import { throttled, unavailable } from "./aadstsClient.ts";
import type { Cloud } from "./cloud.ts";
import type { Explanation } from "./explanation.ts";
import { exchange, type HttpOutcome } from "./http.ts";
import { parseJson } from "./json.ts";
import { parseTokenError } from "./tokenError.ts";

/** Who asks for a token, where. */
export interface ClientCredentials {
  readonly cloud: Cloud;
  /** The tenant's id, or one of its domains. */
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Why there was no token. */
export interface TokenFailure extends Explanation {
  /** The number after `AADSTS`; undefined where the answer had none. */
  readonly code: number | undefined;
  /** The server's own first sentence; empty where it had none. */
  readonly words: string;
  /** Milliseconds that the server asks to be left alone. */
  readonly retryAfterMs: number | undefined;
}

/** A token, or why there is none. */
export type TokenAnswer = { readonly token: string } | TokenFailure;

/** What a token request came to. The token itself is not kept. */
export type TokenOutcome = "token" | TokenFailure;

const tokenBody = z.object({ access_token: z.string().min(1) });

/**
 * Asks once for a token for Microsoft Graph by the application's secret alone (client credentials, `{graph}/.default`),
 * for which the application needs no permissions.
 *
 * @param timeoutMs milliseconds until the answer must be there.
 */
export async function requestToken(
  { cloud, tenantId, clientId, clientSecret }: ClientCredentials,
  { dispatcher, timeoutMs }: { readonly dispatcher: Dispatcher; readonly timeoutMs: number },
): Promise<TokenOutcome> {
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: clientSecret,
    scope: `${cloud.graphUrl}/.default`,
  });
  const url = `${cloud.loginUrl}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`;
  const outcome = await exchange(url, { method: "POST", form, dispatcher, timeoutMs });
  const answer = readTokenAnswer(outcome, cloud.loginUrl, clientSecret);
  return "token" in answer ? "token" : answer;
}

/**
 * Reads what the token endpoint answered.
 *
 * @param secret what the client presented itself by; left out of the words, should the server repeat it.
 */
export function readTokenAnswer(outcome: HttpOutcome, loginUrl: string, secret: string): TokenAnswer {
  if (outcome.kind === "failure") return noAnswer(outcome.reason, outcome.untrusted, loginUrl);
  const { status, text, header } = outcome;
  const error = parseTokenError(text, [secret]);
  const { code } = error;
  const retryAfterMs = parseRetryAfter(header("retry-after"), header("date"), new Date());

  if (status === 429) return { ...throttled, code, words: error.words, retryAfterMs };
  if (status >= 500 || status === 408) return { ...unavailable, code, words: error.words, retryAfterMs };
  const body = tokenBody.safeParse(parseJson(text));
  if (status === 200 && body.success) return { token: body.data.access_token };
  if (code === undefined && error.error === undefined) return somethingElse(status, loginUrl);
  const words = error.words === "" ? (error.error ?? "") : error.words;
  return { ...explainCode(code, words), code, words, retryAfterMs: undefined };
}

function noAnswer(reason: string, untrusted: boolean, loginUrl: string): TokenFailure {
  return {
    kind: untrusted ? "untrusted" : "unreachable",
    meaning: `${loginUrl} ${untrusted ? "shows a certificate that is not trusted" : "cannot be reached"} (${reason})`,
    action: untrusted
      ? "name the authority that signed it, perhaps a proxy's, in SSL_CERT_FILE"
      : "check the network, and that a proxy, if one is needed, is named in HTTPS_PROXY",
    who: "deployer",
    code: undefined,
    words: "",
    retryAfterMs: undefined,
  };
}

function somethingElse(status: number, loginUrl: string): TokenFailure {
  return {
    kind: "notTokenEndpoint",
    meaning: `what answers at ${loginUrl} is not Entra ID (status ${status})`,
    action: "check ARM_METADATA_HOSTNAME and ARM_ENVIRONMENT, and whether a proxy answers in its place",
    who: "deployer",
    code: undefined,
    words: "",
    retryAfterMs: undefined,
  };
}
