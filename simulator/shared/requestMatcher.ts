/** Which requests a fault or an assertion is about. Everything given must match; an empty matcher matches all. */
export interface RequestMatcher {
  /** The HTTP method, in any case. */
  readonly method?: string;
  /** The path without its query: an exact string, or an expression that is searched in it. */
  readonly path?: string | RegExp;
  /** A text that the request's body must contain. */
  readonly body?: string;
  /** A last word on requests that match otherwise. Must not read the request's body. */
  readonly when?: (request: Request) => boolean;
}

/**
 * Whether `request` is one of those that `matcher` describes.
 *
 * @param body the request's body, which can be read only once. Defaults to none.
 */
export function matches(matcher: RequestMatcher, request: Request, body = ""): boolean {
  const { pathname } = new URL(request.url);
  const { method, path, when } = matcher;
  if (method !== undefined && method.toUpperCase() !== request.method) return false;
  if (typeof path === "string" && path !== pathname) return false;
  if (path instanceof RegExp && pathname.search(path) < 0) return false;
  if (matcher.body !== undefined && !body.includes(matcher.body)) return false;
  return when?.(request) ?? true;
}
