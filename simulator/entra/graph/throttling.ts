import type { MiddlewareHandler } from "hono";
import type { GraphContext, GraphEnvironment } from "./graphContext.ts";

/** Answers 429 with the shape of Graph's own throttling to requests that are too many. */
export function throttling({ throttle, directory }: GraphContext): MiddlewareHandler<GraphEnvironment> {
  return async (context, next) => {
    const seconds = throttle.refuse();
    if (seconds === undefined) {
      await next();
      return undefined;
    }
    const innerError = {
      code: "429",
      date: directory.now().toISOString().slice(0, 19),
      message: "Please retry after",
      "request-id": context.var.requestId,
      status: "429",
    };
    return context.json(
      { error: { code: "TooManyRequests", message: "Please retry again later.", innerError } },
      429,
      { "retry-after": String(seconds) },
    );
  };
}
