import { Hono } from "hono";
import type { GraphContext, GraphEnvironment } from "../graphContext.ts";
import { requireReadPolicies } from "../permissions.ts";
import { answerOne } from "../query/responses.ts";
import { writeAppManagementPolicy } from "../wire/appManagementPolicy.ts";

const kind = { resource: "TenantAppManagementPolicy", collection: "policies/defaultAppManagementPolicy" };

/** `/policies/defaultAppManagementPolicy`: read. It is changed by the stand-in's switches. */
export function policyRoutes(graph: GraphContext): Hono<GraphEnvironment> {
  const routes = new Hono<GraphEnvironment>();
  routes.get("/policies/defaultAppManagementPolicy", (context) => {
    requireReadPolicies(context.var.caller);
    return answerOne(context, graph, kind, writeAppManagementPolicy(graph.switches));
  });
  return routes;
}
