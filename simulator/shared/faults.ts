import type { MiddlewareHandler } from "hono";
import { strike, type FaultAction } from "./faultAction.ts";
import type { NodeEnvironment } from "./listen.ts";
import { matches } from "./requestMatcher.ts";
import type { RequestMatcher } from "./requestMatcher.ts";

/**
 * When a fault strikes: `beforeHandler`, so that nothing has changed on the server, or `afterHandler`, when what was
 * asked has been done and only the answer is lost or wrong.
 */
export type FaultMoment = "beforeHandler" | "afterHandler";

/** A fault that was planned. */
export interface PlannedFault {
  /** How often it has still to strike. */
  readonly left: number;
}

/** Faults that tests plan in advance. A fault strikes the first request that matches; the oldest fault goes first. */
export interface Faults {
  /** Plans a fault for the next matching request. */
  once(moment: FaultMoment, matcher: RequestMatcher, action: FaultAction): PlannedFault;
  /** Plans a fault for the next `count` matching requests (`Infinity` for all until {@link Faults.clear}). */
  times(count: number, moment: FaultMoment, matcher: RequestMatcher, action: FaultAction): PlannedFault;
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

  const take = (moment: FaultMoment, request: Request, body: string): FaultAction | undefined => {
    const fault = planned.find(
      (candidate) => candidate.moment === moment && matches(candidate.matcher, request, body),
    );
    if (!fault) return undefined;
    fault.left--;
    planned = planned.filter((candidate) => candidate.left > 0);
    return fault.action;
  };
  const plan: Faults["times"] = (count, moment, matcher, action) => {
    const fault = { left: count, moment, matcher, action };
    if (count > 0) planned.push(fault);
    return fault;
  };

  return {
    faults: {
      once: (moment, matcher, action) => plan(1, moment, matcher, action),
      times: plan,
      get pending() {
        return planned.length;
      },
      clear() {
        planned = [];
      },
    },
    middleware: async (context, next) => {
      const { raw } = context.req;
      // The copy leaves the body to the handler.
      const body = planned.some(({ matcher }) => matcher.body !== undefined) ? await raw.clone().text() : "";
      const before = take("beforeHandler", raw, body);
      const answer = before && (await strike(before, context, undefined, errorBody));
      if (answer) return answer;

      await next();

      const after = take("afterHandler", raw, body);
      const replacement = after && (await strike(after, context, context.res, errorBody));
      if (replacement) {
        // Hono merges a second response's headers into the first one's: clear it before.
        context.res = undefined;
        context.res = replacement;
      }
      return undefined;
    },
  };
}
