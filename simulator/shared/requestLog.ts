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

/** What a stand-in was asked, in the order in which it answered. */
export interface RequestLog {
  readonly requests: readonly RecordedRequest[];
  /** Requests that no route served (see {@link RequestLog.markUnexpected}); a test fails on any. */
  readonly unexpectedRequests: readonly RecordedRequest[];
  /** Notes that no route served this request; the middleware records it once its answer is known. */
  readonly markUnexpected: (request: Request) => void;
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

  return {
    requests,
    unexpectedRequests,
    markUnexpected(request) {
      unexpected.add(request);
    },
    async middleware(context, next) {
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
    },
    clear() {
      requests.length = 0;
      unexpectedRequests.length = 0;
    },
  };
}
