/** What the client allows itself towards one XCALLY server, and how quickly that answers. */
export interface XcallyPace {
  /** As `xcallyConnection.maxPerSecond`. */
  readonly maxPerSecond: number;
  /** As `xcallyConnection.maxInFlight`. */
  readonly maxInFlight: number;
  /** Seconds that an answer takes. */
  readonly latency: number;
}

/**
 * Requests a second at most. A request counts until one second after its answer (`xcally/client/limits.ts`), so slower answers leave fewer than
 * `maxPerSecond`.
 */
export function requestsPerSecond({ maxPerSecond, maxInFlight, latency }: XcallyPace): number {
  return Math.min(maxPerSecond / (1 + latency), maxInFlight / latency);
}
