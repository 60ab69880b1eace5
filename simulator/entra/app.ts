import { Hono } from "hono";
import type { NodeEnvironment } from "../shared/listen.ts";
import type { FaultInjection } from "../shared/faults.ts";
import type { RequestLog } from "../shared/requestLog.ts";
import { graphApp } from "./graph/graphApp.ts";
import type { GraphContext } from "./graph/graphContext.ts";
import { graphErrorBody, NotServed } from "./graph/graphError.ts";
import { discoveryRoute } from "./identity/discoveryRoute.ts";
import type { IdentityContext } from "./identity/identityContext.ts";
import { introspectionRoute } from "./identity/introspectionRoute.ts";
import { metadataRoute } from "./identity/metadataRoute.ts";
import type { CloudAddresses } from "./identity/metadataRoute.ts";
import { tokenRoute } from "./identity/tokenRoute.ts";
import type { TokenRouteOptions } from "./identity/tokenRoute.ts";
import type { SignInContext } from "./signIn/flow.ts";
import { signInApp } from "./signIn/signInApp.ts";

/** What the stand-in's one app is made of. */
export interface AppOptions {
  readonly graph: GraphContext;
  readonly identity: IdentityContext;
  readonly signIn: SignInContext;
  readonly token: Pick<TokenRouteOptions, "throttle" | "record">;
  readonly addresses: () => CloudAddresses;
  readonly log: RequestLog;
  readonly faults: FaultInjection;
}

/** The app that both listeners serve: the cloud's metadata, sign-in, Graph. */
export function createApp(options: AppOptions): Hono<NodeEnvironment> {
  const { graph, identity, signIn, token, addresses, log, faults } = options;
  const { directory } = graph;
  const app = new Hono<NodeEnvironment>();
  app.use(log.middleware);
  app.use(faults.middleware);
  app.route("/", metadataRoute(addresses));
  app.route("/graph/v1.0", graphApp(graph, "v1.0", log.markUnexpected));
  app.route("/graph/beta", graphApp(graph, "beta", log.markUnexpected));
  app.route("/", tokenRoute({ identity, ...token }));
  app.route("/", discoveryRoute(identity));
  app.route("/", introspectionRoute(identity));
  app.route("/", signInApp(signIn, log.markUnexpected));

  app.notFound((context) => {
    log.markUnexpected(context.req.raw);
    const { code, message, status } = new NotServed(`${context.req.method} ${context.req.path}`);
    return Response.json(graphErrorBody(code, message, directory.now()), { status });
  });
  app.onError((error, context) => {
    // A mistake of the stand-in itself, which no test may overlook.
    log.markUnexpected(context.req.raw);
    return Response.json(graphErrorBody("InternalServerError", String(error.stack), directory.now()), {
      status: 500,
    });
  });
  return app;
}
