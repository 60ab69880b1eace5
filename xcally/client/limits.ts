import PQueue from "p-queue";
import type { Clock } from "./deadline.ts";
import type { Transport } from "./transport.ts";

/** How much a server is asked at once. */
export interface RequestLimits {
  /** Requests that wait for their answer at the same time. */
  readonly maxInFlight: number;
  /** Requests that begin within any second. */
  readonly maxPerSecond: number;
}

/** More than a second: on their way requests move closer together, and it is the server that counts. */
const window = 1100;

/**
 * Lets requests through in the order in which they come and no more than the limits allow. All that is sent through one such
 * transport shares them; repeats count like any other request.
 */
export function withLimits(
  transport: Transport,
  { maxInFlight, maxPerSecond }: RequestLimits,
  clock: Clock,
): Transport {
  const queue = new PQueue({
    concurrency: maxInFlight,
    interval: window,
    intervalCap: maxPerSecond,
    strict: true,
  });
  return (request, deadline) => {
    const asked = clock.now();
    return queue.add(() => {
      deadline.postpone(clock.now() - asked);
      return transport(request, deadline);
    });
  };
}
