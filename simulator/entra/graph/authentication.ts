import type { MiddlewareHandler } from "hono";
import { errors } from "jose";
import type { Claims } from "../identity/accessTokens.ts";
import { microsoftGraph } from "../state/microsoftApis.ts";
import type { GraphContext, GraphEnvironment } from "./graphContext.ts";
import { GraphError, NotServed, unauthorized } from "./graphError.ts";

/** Lets only callers through that show a valid access token for Graph; sets `caller`. */
export function authentication(graph: GraphContext): MiddlewareHandler<GraphEnvironment> {
  return async (context, next) => {
    const token = /^Bearer (.+)$/i.exec(context.req.header("authorization") ?? "")?.[1];
    if (!token) throw unauthorized("Access token is empty.");
    const claims = await verify(graph, token);

    const audiences = [...microsoftGraph.names, graph.graphUrl()];
    if (!audiences.includes(claims.aud.replace(/\/+$/, ""))) {
      throw unauthorized("Access token validation failure. Invalid audience.");
    }
    if (claims.scp !== undefined) throw new NotServed("requests with a person's token");
    if (!graph.directory.findServicePrincipal(claims.oid)) {
      const message = "The identity of the calling application could not be established.";
      throw new GraphError(401, "Authorization_IdentityNotFound", message);
    }
    context.set("caller", { id: claims.oid, roles: claims.roles });
    await next();
  };
}

async function verify(graph: GraphContext, token: string): Promise<Claims> {
  try {
    return await graph.tokens.verify(token);
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      throw unauthorized("Lifetime validation failed, the token is expired.");
    }
    if (error instanceof errors.JWSSignatureVerificationFailed) {
      throw unauthorized("Access token validation failure. Invalid signature.");
    }
    throw unauthorized("CompactToken parsing failed with error code: 80049217");
  }
}
