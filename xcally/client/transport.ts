import type { Deadline } from "./deadline.ts";

/** The HTTP methods that XCALLY's API is called with. */
export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** One request to XCALLY's API. */
export interface ApiRequest {
  readonly method: Method;
  /** Path below the server's address, base path included, such as `/api/mail/accounts`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Values that no message may show, even when the server answers with them. Defaults to none. */
  readonly secrets?: readonly string[];
  /** That a POST may be sent again like a GET, because it makes nothing: a login. Defaults to false. */
  readonly makesNothing?: boolean;
}

/** A successful (2xx) answer. */
export interface ApiAnswer {
  readonly status: number;
  /** The parsed JSON; undefined when the answer had no body (204), or one that says nothing (PUT, DELETE). */
  readonly body: unknown;
  /** The header `Content-Range`, which some servers page with. */
  readonly contentRange: string | undefined;
}

/**
 * Sends a request before the deadline. Throws XcallyError on every answer that is not 2xx, and when there is none.
 * Each layer of the client (credentials, repeats, limits, HTTP) is one of these around the next.
 */
export type Transport = (request: ApiRequest, deadline: Deadline) => Promise<ApiAnswer>;

/** A transport with its deadline. */
export type Send = (request: ApiRequest) => Promise<ApiAnswer>;
