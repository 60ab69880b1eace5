import { Hono } from "hono";
import type { PermissionGrant, ServicePrincipal } from "../../state/entities.ts";
import { grantId } from "../../state/grantId.ts";
import type { GraphContext, GraphEnvironment } from "../graphContext.ts";
import { alreadyExists, badRequest, invalidValue, notFound } from "../graphError.ts";
import { requireChangeGrants, requireReadGrants } from "../permissions.ts";
import { answerList, answerOne } from "../query/responses.ts";
import { readBody } from "../requestBody.ts";
import { grantPatchBody, newGrantBody, writeGrant } from "../wire/permissionGrant.ts";
import { found, getServicePrincipal } from "./lookup.ts";

const resource = "OAuth2PermissionGrant";
const kind = {
  resource,
  collection: "oauth2PermissionGrants",
  filterable: ["clientId", "consentType", "principalId", "resourceId"],
};

/** `/oauth2PermissionGrants`: create, list, read, change the scope, delete; and the list of one client. */
export function permissionGrantRoutes(graph: GraphContext): Hono<GraphEnvironment> {
  const { directory } = graph;
  const routes = new Hono<GraphEnvironment>();

  routes.post("/oauth2PermissionGrants", async (context) => {
    requireChangeGrants(context.var.caller);
    const body = await readBody(context, newGrantBody, { resource, readOnly: ["id"] });
    const grant = newGrant(graph, {
      ...body,
      clientId: getReplicated(graph, body.clientId).id,
      resourceId: getReplicated(graph, body.resourceId).id,
    });
    if (directory.grants.has(grant.id)) throw alreadyExists("Permission entry already exists.");
    directory.grants.set(grant.id, grant);
    return answerOne(context, graph, kind, writeGrant(grant), 201);
  });

  routes.get("/oauth2PermissionGrants", (context) => {
    requireReadGrants(context.var.caller);
    return answerList(context, graph, kind, directory.visibleGrants().map(writeGrant));
  });

  routes.get("/servicePrincipals/:id/oauth2PermissionGrants", (context) => {
    requireReadGrants(context.var.caller);
    const { id } = getServicePrincipal(directory, context.req.param("id"));
    const grants = directory.visibleGrants().filter(({ clientId }) => clientId === id);
    return answerList(context, graph, kind, grants.map(writeGrant));
  });

  routes.get("/oauth2PermissionGrants/:id", (context) => {
    requireReadGrants(context.var.caller);
    const id = context.req.param("id");
    return answerOne(context, graph, kind, writeGrant(found(directory.findGrant(id), id)));
  });

  routes.patch("/oauth2PermissionGrants/:id", async (context) => {
    requireChangeGrants(context.var.caller);
    const id = context.req.param("id");
    const grant = found(directory.findGrant(id), id);
    const { scope, ...rest } = await readBody(context, grantPatchBody, { resource, readOnly: ["id"] });
    for (const property of ["clientId", "consentType", "principalId", "resourceId"] as const) {
      const value = rest[property];
      // The azuread provider sends an empty clientId with every change of the scope.
      if (value !== undefined && value !== "" && value !== grant[property]) {
        throw badRequest(`Property cannot be updated: ${property}`);
      }
    }
    if (scope !== undefined) grant.scope = scope;
    return context.body(null, 204);
  });

  routes.delete("/oauth2PermissionGrants/:id", (context) => {
    requireChangeGrants(context.var.caller);
    const id = context.req.param("id");
    directory.grants.delete(found(directory.findGrant(id), id).id);
    return context.body(null, 204);
  });

  return routes;
}

/** A new service principal exists at once, and yet a grant may not find it for a while. */
function getReplicated({ directory }: GraphContext, id: string): ServicePrincipal {
  const principal = getServicePrincipal(directory, id);
  if (!directory.isReplicated(principal)) throw notFound(id);
  return principal;
}

/** A consent of one user names the user; a consent for all names nobody. */
function newGrant({ directory }: GraphContext, grant: Omit<PermissionGrant, "id">): PermissionGrant {
  const principalId = grant.principalId?.toLowerCase() ?? null;
  if ((grant.consentType === "Principal") !== (principalId !== null))
    throw invalidValue("principalId", resource);
  if (principalId !== null && !directory.users.has(principalId)) throw notFound(principalId);
  return { ...grant, principalId, id: grantId(grant.clientId, grant.resourceId, principalId) };
}
