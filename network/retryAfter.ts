/**
 * How long a server asks to be left alone, from its header `Retry-After`: seconds, or a date of HTTP.
 *
 * @param value the header, undefined where there is none.
 * @param serverDate the answer's header `Date`: what the server's own clock says. Defaults to `now`.
 * @returns milliseconds, 0 for a moment that is past; undefined when the header is missing or says neither.
 */
export function parseRetryAfter(
  value: string | undefined,
  serverDate: string | undefined,
  now: Date,
): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
  // Only dates of HTTP: Date.parse takes other texts too, such as "-1".
  const until = /^[A-Z][a-z]{2,8}[, ]/.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(until)) return undefined;
  const answered = Date.parse(serverDate ?? "");
  return Math.max(0, until - (Number.isNaN(answered) ? now.getTime() : answered));
}
