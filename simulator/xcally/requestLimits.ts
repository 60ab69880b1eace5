import type { MiddlewareHandler } from "hono";
import type { NodeEnvironment } from "../shared/listen.ts";
import type { Switches } from "./switches.ts";

/** How much was asked of the server, refused requests included. */
export interface SeenLoad {
  /** The most requests that waited for their answer at the same time. */
  mostInFlight: number;
  /** The most requests that came within any second. */
  mostPerSecond: number;
  /** How many requests were refused because they were too many. */
  refused: number;
}

/** Counts requests and refuses those that are too many. */
export interface RequestLimits {
  readonly seen: Readonly<SeenLoad>;
  readonly middleware: MiddlewareHandler<NodeEnvironment>;
  clear(): void;
}

/**
 * Makes the limits of one server. It counts by the clock of the process, and strictly: not even the first requests of a second
 * may be more than allowed.
 *
 * @param switches Read for every request.
 */
export function createRequestLimits(switches: Pick<Switches, "maxInFlight" | "maxPerSecond">): RequestLimits {
  const none: SeenLoad = { mostInFlight: 0, mostPerSecond: 0, refused: 0 };
  const seen = { ...none };
  let inFlight = 0;
  let lastSecond: number[] = [];

  return {
    seen,
    middleware: async (_, next) => {
      const { maxInFlight = Infinity, maxPerSecond = Infinity } = switches;
      const now = performance.now();
      lastSecond = [...lastSecond.filter((at) => at > now - 1000), now];
      inFlight++;
      seen.mostInFlight = Math.max(seen.mostInFlight, inFlight);
      seen.mostPerSecond = Math.max(seen.mostPerSecond, lastSecond.length);
      try {
        if (inFlight <= maxInFlight && lastSecond.length <= maxPerSecond) {
          await next();
          return undefined;
        }
      } finally {
        // Before the answer is on its way, and so before its client can know that it may send the next one.
        inFlight--;
      }
      seen.refused++;
      return Response.json(
        { message: "Too Many Requests" },
        { status: 429, headers: { "retry-after": "1" } },
      );
    },
    clear() {
      Object.assign(seen, none);
      lastSecond = [];
    },
  };
}
