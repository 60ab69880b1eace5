import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context, MiddlewareHandler } from "hono";
import { setTimeout as wait } from "node:timers/promises";
import type { NodeEnvironment } from "./listen.ts";
import { matches } from "./requestMatcher.ts";
import type { RequestMatcher } from "./requestMatcher.ts";

/**
 * When a fault strikes: `beforeHandler`, so that nothing has changed on the server, or `afterHandler`, when what was
 * asked has been done and only the answer is lost or wrong.
 */
export type FaultMoment = "beforeHandler" | "afterHandler";

/** What a fault does. */
export type FaultAction =
  /** Answers with this status; `body` is sent as JSON, by default an error as the service words it. */
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Waits, then goes on as usual. */
  | { readonly kind: "delay"; readonly milliseconds: number }
  /** Ends the connection without an answer. */
  | { readonly kind: "drop" };

/** Faults that tests plan in advance. A fault strikes the first request that matches; the oldest fault goes first. */
export interface Faults {
  /** Plans a fault for the next matching request. */
  once(moment: FaultMoment, matcher: RequestMatcher, action: FaultAction): void;
  /** Plans a fault for the next `count` matching requests (`Infinity` for all until {@link Faults.clear}). */
  times(count: number, moment: FaultMoment, matcher: RequestMatcher, action: FaultAction): void;
  /** How many planned faults have not yet struck as often as planned. */
  readonly pending: number;
  /** Forgets every planned fault. */
  clear(): void;
}

/** Planned faults together with the middleware that makes them happen. */
export interface FaultInjection {
  readonly faults: Faults;
  readonly middleware: MiddlewareHandler<NodeEnvironment>;
}

/**
 * Makes the fault hooks of one server.
 *
 * @param errorBody The body of an `answer` that names none, so that a fault looks like the service's own errors.
 */
export function createFaults(
  errorBody: (status: number) => unknown = (status) => ({ message: `Fault ${status}` }),
): FaultInjection {
  let planned: { left: number; moment: FaultMoment; matcher: RequestMatcher; action: FaultAction }[] = [];

  const take = (moment: FaultMoment, request: Request): FaultAction | undefined => {
    const fault = planned.find(
      (candidate) => candidate.moment === moment && matches(candidate.matcher, request),
    );
    if (!fault) return undefined;
    fault.left--;
    planned = planned.filter((candidate) => candidate.left > 0);
    return fault.action;
  };

  const strike = async (
    action: FaultAction,
    context: Context<NodeEnvironment>,
  ): Promise<Response | undefined> => {
    switch (action.kind) {
      case "answer":
        return Response.json(action.body ?? errorBody(action.status), {
          status: action.status,
          headers: { ...action.headers },
        });
      case "delay":
        await wait(action.milliseconds, undefined, { ref: false });
        return undefined;
      case "drop":
        context.env.incoming.socket.destroy();
        return RESPONSE_ALREADY_SENT;
    }
  };

  return {
    faults: {
      once(moment, matcher, action) {
        planned.push({ left: 1, moment, matcher, action });
      },
      times(count, moment, matcher, action) {
        if (count > 0) planned.push({ left: count, moment, matcher, action });
      },
      get pending() {
        return planned.length;
      },
      clear() {
        planned = [];
      },
    },
    middleware: async (context, next) => {
      const before = take("beforeHandler", context.req.raw);
      const answer = before && (await strike(before, context));
      if (answer) return answer;

      await next();

      const after = take("afterHandler", context.req.raw);
      const replacement = after && (await strike(after, context));
      if (replacement) {
        // Hono merges a second response's headers into the first one's: clear it before.
        context.res = undefined;
        context.res = replacement;
      }
      return undefined;
    },
  };
}
