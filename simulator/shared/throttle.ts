/** How many requests a server takes. */
export interface ThrottleLimit {
  readonly requests: number;
  /** The length of the window in which they are counted; the first request after a window's end begins the next. */
  readonly seconds: number;
}

/** Counts requests and says which are too many. */
export interface Throttle {
  /** Counts a request; returns the whole seconds after which to ask again where it is one too many. */
  refuse(): number | undefined;
  /** Forgets what was counted. */
  clear(): void;
}

/**
 * Counts requests by the clock of the process, so that a client's waits end although a test holds the stand-in's own
 * clock still.
 *
 * @param limit Read for every request; undefined refuses none.
 */
export function createThrottle(limit: () => ThrottleLimit | undefined): Throttle {
  let windowEnd = 0;
  let counted = 0;
  return {
    refuse() {
      const current = limit();
      if (!current) return undefined;
      const now = performance.now();
      if (now >= windowEnd) {
        windowEnd = now + current.seconds * 1000;
        counted = 0;
      }
      counted++;
      return counted > current.requests ? Math.ceil((windowEnd - now) / 1000) : undefined;
    },
    clear() {
      windowEnd = 0;
    },
  };
}
