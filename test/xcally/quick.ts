import type { XcallyClientOptions } from "../../xcally/client/index.ts";
import { defaultRetryPolicy } from "../../xcally/client/retryPolicy.ts";

/** The client's own rules with waits of milliseconds, so that tests do not sit through them. */
export const quick = {
  retryPolicy: { ...defaultRetryPolicy, baseDelay: 1, maxDelay: 20 },
  readBack: 100,
  maxPerSecond: 10_000,
} satisfies Partial<XcallyClientOptions>;
