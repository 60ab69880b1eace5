import { Hono } from "hono";
import { z } from "zod";
import type { Directory } from "../../state/directory.ts";
import type { DirectoryObject } from "../../state/entities.ts";
import type { GraphContext, GraphEnvironment, GraphVersion } from "../graphContext.ts";
import { badRequest, notFound } from "../graphError.ts";
import { requireChange, requireReadApplications } from "../permissions.ts";
import type { WireObject } from "../query/queryOptions.ts";
import { answerList } from "../query/responses.ts";
import { readBody } from "../requestBody.ts";
import { writeServicePrincipal } from "../wire/servicePrincipal.ts";
import { writeUser } from "../wire/user.ts";
import { getApplication, getServicePrincipal, objectId, readReference } from "./lookup.ts";

const kind = { resource: "DirectoryObject", collection: "directoryObjects" };
const referenceBody = z.strictObject({ "@odata.id": z.string() });

/** `owners` and `owners/$ref` of applications and service principals. */
export function ownerRoutes(graph: GraphContext): Hono<GraphEnvironment> {
  const routes = new Hono<GraphEnvironment>();
  addOwnerRoutes(routes, "applications", graph, (id) => getApplication(graph.directory, id));
  addOwnerRoutes(routes, "servicePrincipals", graph, (id) => getServicePrincipal(graph.directory, id));
  return routes;
}

function addOwnerRoutes(
  routes: Hono<GraphEnvironment>,
  collection: "applications" | "servicePrincipals",
  graph: GraphContext,
  get: (id: string) => DirectoryObject,
): void {
  const { directory } = graph;

  routes.get(`/${collection}/:id/owners`, (context) => {
    requireReadApplications(context.var.caller);
    const { owners } = get(context.req.param("id"));
    const written = [...owners].flatMap((id) => writeOwner(id, directory, context.var.version));
    return answerList(context, graph, kind, written);
  });

  routes.post(`/${collection}/:id/owners/$ref`, async (context) => {
    const object = get(context.req.param("id"));
    requireChange(context.var.caller, object);
    const body = await readBody(context, referenceBody, { resource: "DirectoryObject" });
    const owner = readReference(directory, body["@odata.id"]);
    if (object.owners.has(owner)) {
      throw badRequest(
        "One or more added object references already exist for the following modified properties: 'owners'.",
      );
    }
    object.owners.add(owner);
    return context.body(null, 204);
  });

  routes.delete(`/${collection}/:id/owners/:owner/$ref`, (context) => {
    const object = get(context.req.param("id"));
    requireChange(context.var.caller, object);
    const owner = objectId(context.req.param("owner"));
    if (!object.owners.delete(owner)) throw notFound(owner);
    return context.body(null, 204);
  });
}

/** An owner that has been deleted since is left out. */
function writeOwner(id: string, directory: Directory, version: GraphVersion): WireObject[] {
  const user = directory.users.get(id);
  if (user) return [{ "@odata.type": "#microsoft.graph.user", ...writeUser(user) }];
  const principal = directory.findServicePrincipal(id);
  if (!principal) return [];
  return [
    {
      "@odata.type": "#microsoft.graph.servicePrincipal",
      ...writeServicePrincipal(principal, directory, version),
    },
  ];
}
