import { setTimeout } from "node:timers/promises";
import PQueue from "p-queue";
import type { Clock } from "./deadline.ts";
import type { ApiAnswer, Transport } from "./transport.ts";

/** How much a server is asked at once. */
export interface RequestLimits {
  /** Requests that wait for their answer at the same time. */
  readonly maxInFlight: number;
  /** Requests that arrive at the server within any second. */
  readonly maxPerSecond: number;
}

/**
 * Lets requests through in the order in which they come and no more than the limits allow. All that is sent through one such
 * transport shares them; repeats count like any other request.
 *
 * A request counts for a second from its answer on, not from when it began: it is the server that counts, and how long a request
 * was on its way to it nobody here knows. So of 20 a second, 19 are used where answers take 50 milliseconds.
 */
export function withLimits(
  transport: Transport,
  { maxInFlight, maxPerSecond }: RequestLimits,
  clock: Clock,
): Transport {
  const inFlight = new PQueue({ concurrency: maxInFlight });
  const inSecond = new PQueue({ concurrency: maxPerSecond });
  return (request, deadline) => {
    const asked = clock.now();
    return new Promise<ApiAnswer>((resolve) => {
      void inSecond.add(async () => {
        const answer = inFlight.add(() => {
          deadline.postpone(clock.now() - asked);
          return transport(request, deadline);
        });
        resolve(answer);
        await Promise.allSettled([answer]);
        // A program that has its answers need not wait for this.
        await setTimeout(1000, undefined, { ref: false });
      });
    });
  };
}
