import { randomUUID } from "node:crypto";
import type { TokenError } from "./tokenError.ts";

/** The answer to a refused request: the body that clients read and the headers that come with it. */
export function tokenErrorResponse(error: TokenError, now: Date): Response {
  const { traceId, correlationId, timestamp, description, uri } = describeError(error, now);
  const { suberror, policies } = error.details;
  return Response.json(
    {
      error: error.error,
      error_description: description,
      error_codes: [error.code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: uri,
      ...(suberror === undefined ? {} : { suberror }),
      ...(policies === undefined ? {} : { claims: claimsOf(policies) }),
    },
    { status: error.status, headers: tokenHeaders(traceId) },
  );
}

/** What every refusal carries, wherever it is shown. */
export interface DescribedError {
  readonly traceId: string;
  readonly correlationId: string;
  /** With a space in place of the `T`. */
  readonly timestamp: string;
  /** The text with everything that support asks for. */
  readonly description: string;
  readonly uri: string;
}

/** Gives a refusal its ids and its moment. */
export function describeError(error: TokenError, now: Date): DescribedError {
  const traceId = randomUUID();
  const correlationId = randomUUID();
  const timestamp = `${now.toISOString().slice(0, 19).replace("T", " ")}Z`;
  return {
    traceId,
    correlationId,
    timestamp,
    // One space before each part since 2024; older captures have line breaks.
    description: `AADSTS${error.code}: ${error.message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    uri: `https://login.microsoftonline.com/error?code=${error.code}`,
  };
}

/** What the client should hand to `/authorize`, so that the person meets the same policies: JSON in a string. */
function claimsOf(policies: readonly string[]): string {
  return JSON.stringify({ access_token: { capolids: { essential: true, values: policies } } });
}

/**
 * The answer to a request that is one too many: plain text, unlike every other refusal
 * (seen in AzureAD/microsoft-authentication-library-for-dotnet#2855).
 */
export function throttledResponse(seconds: number): Response {
  return new Response("Too Many Requests", { status: 429, headers: { "retry-after": String(seconds) } });
}

/** Headers of every answer of the token endpoint. */
export function tokenHeaders(traceId: string): Record<string, string> {
  return {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store, no-cache",
    pragma: "no-cache",
    expires: "-1",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
    p3p: 'CP="DSP CUR OTPi IND OTRi ONL FIN"',
    "x-ms-request-id": traceId,
    "x-ms-ests-server": "2.1.0.0 - stand-in",
  };
}
