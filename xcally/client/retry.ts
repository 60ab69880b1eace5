import type { Clock, Deadline } from "./deadline.ts";
import { XcallyError } from "./errors.ts";
import { repeatDelay, type RetryPolicy } from "./retryPolicy.ts";
import type { Transport } from "./transport.ts";

/** Sends failed requests again as the policy says, within the deadline; then passes on the last failure. */
export function withRetries(transport: Transport, policy: RetryPolicy, clock: Clock): Transport {
  return async (request, deadline) => {
    for (let tries = 1; ; tries++) {
      try {
        return await transport(request, deadline);
      } catch (error) {
        if (!(error instanceof XcallyError)) throw error;
        const delay = repeatDelay(policy, request, error, tries, clock.random());
        if (delay === undefined) throw tries === 1 ? error : error.withNote(`after ${tries} tries`);
        if (delay >= deadline.remaining()) throw error.withNote(noTimeLeft(error, tries, deadline));
        await clock.wait(delay);
      }
    }
  };
}

function noTimeLeft({ details: { retryAfter } }: XcallyError, tries: number, { seconds }: Deadline): string {
  const tried = tries === 1 ? "after 1 try" : `after ${tries} tries`;
  const asked =
    retryAfter === undefined ? "" : `the server asks to wait ${Math.ceil(retryAfter / 1000)} seconds, and `;
  return `${tried}; ${asked}an operation may take ${seconds} seconds`;
}
