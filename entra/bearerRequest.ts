import type { Dispatcher } from "undici";
import { exchange, type HttpOutcome } from "./http.ts";

/** One request with a bearer token. */
export interface BearerRequest {
  readonly method: "GET" | "PATCH" | "POST";
  /** The token. */
  readonly bearer: string;
  /** The body, sent as JSON. */
  readonly json?: unknown;
  readonly dispatcher: Dispatcher;
  /** Milliseconds until the whole answer must be there. */
  readonly timeoutMs: number;
}

/** Sends a request once, as {@link exchange} does: redirects are not followed, for the token is for this address only. */
export function exchangeWithBearer(
  url: string,
  { method, bearer, json, dispatcher, timeoutMs }: BearerRequest,
): Promise<HttpOutcome> {
  const changes = {
    method,
    headers: {
      accept: "application/json",
      authorization: `Bearer ${bearer}`,
      ...(json === undefined ? {} : { "content-type": "application/json" }),
    },
    body: json === undefined ? null : JSON.stringify(json),
  };
  const withBearer = dispatcher.compose(
    (dispatch) => (options, handler) => dispatch({ ...options, ...changes }, handler),
  );
  return exchange(url, { method: "GET", dispatcher: withBearer, timeoutMs });
}
