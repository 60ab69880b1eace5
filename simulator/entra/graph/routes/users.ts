import { Hono } from "hono";
import type { GraphContext, GraphEnvironment } from "../graphContext.ts";
import { requireReadUsers } from "../permissions.ts";
import { answerList, answerOne } from "../query/responses.ts";
import { writeUser } from "../wire/user.ts";
import { found } from "./lookup.ts";

const kind = {
  resource: "User",
  collection: "users",
  filterable: ["id", "userPrincipalName", "mail", "displayName"],
};

/** `/users`: list, and read by object id or user principal name. */
export function userRoutes(graph: GraphContext): Hono<GraphEnvironment> {
  const { directory } = graph;
  const routes = new Hono<GraphEnvironment>();

  routes.get("/users", (context) => {
    requireReadUsers(context.var.caller);
    return answerList(context, graph, kind, [...directory.users.values()].map(writeUser));
  });

  routes.get("/users/:id", (context) => {
    requireReadUsers(context.var.caller);
    const asked = context.req.param("id").toLowerCase();
    const user = [...directory.users.values()].find(
      ({ id, userPrincipalName }) => id === asked || userPrincipalName.toLowerCase() === asked,
    );
    return answerOne(context, graph, kind, writeUser(found(user, asked)));
  });

  return routes;
}
