import { Hono } from "hono";
import type { Context } from "hono";
import type { User } from "../../state/entities.ts";
import type { GraphContext, GraphEnvironment } from "../graphContext.ts";
import { requireReadUsers } from "../permissions.ts";
import { answerList, answerOne } from "../query/responses.ts";
import { writeSelectable, writeUser } from "../wire/user.ts";
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
  const write = (user: User, context: Context<GraphEnvironment>) => ({
    ...writeUser(user),
    ...(context.req.query("$select") === undefined
      ? {}
      : writeSelectable(user, !directory.accountOf(user.userPrincipalName).disabled)),
  });

  routes.get("/users", (context) => {
    requireReadUsers(context.var.caller);
    const users = [...directory.users.values()];
    return answerList(
      context,
      graph,
      kind,
      users.map((user) => write(user, context)),
    );
  });

  routes.get("/users/:id", (context) => {
    requireReadUsers(context.var.caller);
    const asked = context.req.param("id").toLowerCase();
    const user = [...directory.users.values()].find(
      ({ id, userPrincipalName }) => id === asked || userPrincipalName.toLowerCase() === asked,
    );
    return answerOne(context, graph, kind, write(found(user, asked), context));
  });

  return routes;
}
