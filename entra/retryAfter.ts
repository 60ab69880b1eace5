/**
 * How long a server asks to be left alone.
 *
 * @param value its header `Retry-After`: seconds, or a date of HTTP.
 * @param date its header `Date`: its own clock, against which a date counts. Defaults to this machine's.
 * @returns milliseconds; undefined where the header is missing or says neither.
 */
export function retryAfterMs(value: string | undefined, date: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1000;
  const until = Date.parse(value);
  const now = Date.parse(date ?? "");
  return Number.isNaN(until) ? undefined : Math.max(0, until - (Number.isNaN(now) ? Date.now() : now));
}
