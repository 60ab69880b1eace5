import type { MiddlewareHandler } from "hono";
import type { NodeEnvironment } from "./listen.ts";

/** One request that a stand-in answered. Bodies and headers are left out: they carry secrets. */
export interface RecordedRequest {
  readonly method: string;
  /** The path without its query. */
  readonly path: string;
  /** The query's parameters, decoded; a repeated one with its last value. Secret ones are `[secret]`. */
  readonly query: Readonly<Record<string, string>>;
  /** The status answered, or 0 when the connection was dropped. */
  readonly status: number;
  /** When it was answered, in milliseconds of this process's clock: it orders the requests of several stand-ins. */
  readonly at: number;
}

/**
 * Told about a request twice: when it has `arrived` and nothing has happened yet, and when it is `done` and its answer has not left
 * yet. What it does at once happens in exactly that moment, such as ending the client.
 */
export type RequestListener = (moment: "arrived" | "done", request: Request) => void;

/** What a stand-in was asked, in the order in which it answered. */
export interface RequestLog {
  readonly requests: readonly RecordedRequest[];
  /** Requests that no route served (see {@link RequestLog.markUnexpected}); a test fails on any. */
  readonly unexpectedRequests: readonly RecordedRequest[];
  /** Notes that no route served this request; the middleware records it once its answer is known. */
  readonly markUnexpected: (request: Request) => void;
  /** Tells a listener of every request from now on; the answer ends that. */
  readonly onRequest: (listener: RequestListener) => () => void;
  /** Records every request; must come before all other middleware. */
  readonly middleware: MiddlewareHandler<NodeEnvironment>;
  clear(): void;
}

/**
 * Makes the request log of one server.
 *
 * @param secretQueryParameters Names of query parameters whose values are never recorded.
 */
export function createRequestLog(secretQueryParameters: readonly string[] = []): RequestLog {
  const requests: RecordedRequest[] = [];
  const unexpectedRequests: RecordedRequest[] = [];
  const unexpected = new WeakSet<Request>();
  const listeners = new Set<RequestListener>();

  return {
    requests,
    unexpectedRequests,
    markUnexpected(request) {
      unexpected.add(request);
    },
    onRequest(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async middleware(context, next) {
      for (const tell of listeners) tell("arrived", context.req.raw);
      await next();
      const { pathname, searchParams } = new URL(context.req.url);
      const record: RecordedRequest = {
        method: context.req.method,
        path: pathname,
        query: Object.fromEntries(
          [...searchParams].map(([name, value]) => [
            name,
            secretQueryParameters.includes(name) ? "[secret]" : value,
          ]),
        ),
        // The mark of @hono/node-server on an answer that it must not send.
        status: context.res.headers.has("x-hono-already-sent") ? 0 : context.res.status,
        at: performance.now(),
      };
      requests.push(record);
      if (unexpected.has(context.req.raw)) unexpectedRequests.push(record);
      for (const tell of listeners) tell("done", context.req.raw);
    },
    clear() {
      requests.length = 0;
      unexpectedRequests.length = 0;
    },
  };
}
