import { Hono } from "hono";
import type { MiddlewareHandler } from "hono";
import { randomUUID } from "node:crypto";
import { authentication } from "./authentication.ts";
import type { GraphContext, GraphEnvironment, GraphVersion } from "./graphContext.ts";
import { GraphError, graphErrorBody, NotServed } from "./graphError.ts";
import { applicationPasswordRoutes } from "./routes/applicationPasswords.ts";
import { applicationRoutes } from "./routes/applications.ts";
import { appRoleAssignmentRoutes } from "./routes/appRoleAssignments.ts";
import { deletedItemRoutes } from "./routes/deletedItems.ts";
import { ownerRoutes } from "./routes/owners.ts";
import { permissionGrantRoutes } from "./routes/permissionGrants.ts";
import { policyRoutes } from "./routes/policies.ts";
import { servicePrincipalRoutes } from "./routes/servicePrincipals.ts";
import { userRoutes } from "./routes/users.ts";
import { throttling } from "./throttling.ts";

/**
 * Everything of Microsoft Graph that the stand-in serves, in one version of the API.
 *
 * @param markUnexpected Told about requests that Graph would serve and the stand-in does not.
 */
export function graphApp(
  graph: GraphContext,
  version: GraphVersion,
  markUnexpected: (request: Request) => void,
): Hono<GraphEnvironment> {
  const app = new Hono<GraphEnvironment>();
  app.onError((error, context) => {
    if (!(error instanceof GraphError)) throw error;
    if (error instanceof NotServed) markUnexpected(context.req.raw);
    const now = graph.directory.now();
    const body = graphErrorBody(error.code, error.message, now, context.var.requestId, error.details);
    const challenge = `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"`;
    return Response.json(body, {
      status: error.status,
      headers: error.status === 401 ? { "www-authenticate": challenge } : {},
    });
  });
  app.use(headers(version));
  app.use(throttling(graph));
  app.use(authentication(graph));
  app.route("/", applicationRoutes(graph));
  app.route("/", applicationPasswordRoutes(graph));
  app.route("/", ownerRoutes(graph));
  app.route("/", servicePrincipalRoutes(graph));
  app.route("/", permissionGrantRoutes(graph));
  app.route("/", appRoleAssignmentRoutes(graph));
  app.route("/", userRoutes(graph));
  app.route("/", policyRoutes(graph));
  app.route("/", deletedItemRoutes(graph));
  return app;
}

/** Sets `version`, and the headers that every answer of Graph has. */
function headers(version: GraphVersion): MiddlewareHandler<GraphEnvironment> {
  return async (context, next) => {
    const requestId = randomUUID();
    context.set("version", version);
    context.set("requestId", requestId);
    await next();
    context.header("request-id", requestId);
    context.header("client-request-id", context.req.header("client-request-id") ?? requestId);
    context.header("cache-control", "no-cache");
    context.header("x-ms-resource-unit", "1");
    if (context.res.headers.get("content-type")?.startsWith("application/json")) {
      context.header("odata-version", "4.0");
      context.header(
        "content-type",
        "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8",
      );
    }
  };
}
