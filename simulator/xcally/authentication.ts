import type { MiddlewareHandler } from "hono";
import { ApiError } from "./errors.ts";
import type { XcallyServer } from "./server.ts";
import type { User } from "./users.ts";

/** Lets a request through whose credentials are an admin's: an API key, a session token, or user and password. */
export function requireAdmin(server: XcallyServer): MiddlewareHandler {
  return async (context, next) => {
    const user = await authenticate(context.req.raw, server);
    if (!user) throw new ApiError(401, "Unauthorized");
    if (user.role !== "admin") throw new ApiError(403, "Forbidden");
    await next();
  };
}

/** As {@link requireAdmin}, for a page: a browser without credentials is made to ask for user and password. */
export function requireAdminInBrowser(server: XcallyServer): MiddlewareHandler {
  const check = requireAdmin(server);
  return async (context, next) => {
    try {
      return await check(context, next);
    } catch (error) {
      if (error instanceof ApiError && error.status === 401)
        context.header("WWW-Authenticate", 'Basic realm="XCALLY", charset="UTF-8"');
      throw error;
    }
  };
}

/** The first credential found decides; a wrong one is not made good by another. */
async function authenticate(request: Request, server: XcallyServer): Promise<User | undefined> {
  const { users, switches } = server;
  const inQuery = switches.apiKeyIn.includes("query");
  const inHeader = switches.apiKeyIn.includes("header");

  const queryKey = new URL(request.url).searchParams.get("apikey");
  if (queryKey !== null && inQuery) return users.byApiKey(queryKey);
  const headerKey = request.headers.get("apikey");
  if (headerKey !== null && inHeader) return users.byApiKey(headerKey);

  const { scheme, credentials } = parseAuthorization(request);
  if (scheme === "basic") {
    const [name = "", password = ""] = splitOnce(Buffer.from(credentials, "base64").toString("utf8"), ":");
    return users.byPassword(name, password);
  }
  if (scheme === "bearer") {
    return (inHeader ? users.byApiKey(credentials) : undefined) ?? (await users.bySession(credentials));
  }
  return undefined;
}

function parseAuthorization(request: Request): { readonly scheme: string; readonly credentials: string } {
  const [scheme = "", credentials = ""] = splitOnce(request.headers.get("authorization") ?? "", " ");
  return { scheme: scheme.toLowerCase(), credentials: credentials.trim() };
}

/** The parts before and after the first `separator`: a password may contain colons. */
function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
