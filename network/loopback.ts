/**
 * Whether a host is this machine itself: `localhost` or a loopback address.
 *
 * @param hostname as in a URL, IPv6 in brackets.
 */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}
