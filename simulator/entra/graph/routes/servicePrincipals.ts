import { Hono } from "hono";
import { createServicePrincipal } from "../../state/creation.ts";
import { deleteServicePrincipal } from "../../state/deletion.ts";
import { mergeSettings } from "../../state/mergeSettings.ts";
import type { Caller, GraphContext, GraphEnvironment } from "../graphContext.ts";
import { alreadyExists, forbidden, GraphError } from "../graphError.ts";
import {
  isLimitedToOwned,
  requireChange,
  requireCreateApplications,
  requireReadApplications,
} from "../permissions.ts";
import { answerList, answerOne } from "../query/responses.ts";
import { readBody } from "../requestBody.ts";
import { writeServicePrincipal } from "../wire/servicePrincipal.ts";
import {
  newServicePrincipalBody,
  servicePrincipalNotServed,
  servicePrincipalPatchBody,
  servicePrincipalReadOnly,
} from "../wire/servicePrincipalBody.ts";
import { getServicePrincipal, readReference } from "./lookup.ts";

const kind = {
  resource: "ServicePrincipal",
  collection: "servicePrincipals",
  filterable: ["id", "appId", "displayName", "servicePrincipalType", "accountEnabled"],
};

/** `/servicePrincipals`: create, list, read, change, delete. */
export function servicePrincipalRoutes(graph: GraphContext): Hono<GraphEnvironment> {
  const { directory } = graph;
  const routes = new Hono<GraphEnvironment>();

  routes.post("/servicePrincipals", async (context) => {
    const { caller, version } = context.var;
    requireCreateApplications(caller);
    const {
      appId,
      "owners@odata.bind": ownerReferences,
      ...settings
    } = await readBody(context, newServicePrincipalBody, {
      resource: kind.resource,
      notServed: servicePrincipalNotServed,
    });
    requireFree(graph, appId);
    requireApplication(graph, caller, appId);
    const owners = ownerReferences.map((reference) => readReference(directory, reference));
    if (isLimitedToOwned(caller)) owners.push(caller.id);

    const principal = createServicePrincipal(directory, appId, owners, graph.switches.replicationDelayMs);
    principal.settings = mergeSettings(principal.settings, settings);
    return answerOne(context, graph, kind, writeServicePrincipal(principal, directory, version), 201);
  });

  routes.get("/servicePrincipals", (context) => {
    requireReadApplications(context.var.caller);
    const principals = directory.existingServicePrincipals();
    return answerList(
      context,
      graph,
      kind,
      principals.map((principal) => writeServicePrincipal(principal, directory, context.var.version)),
    );
  });

  routes.get("/servicePrincipals/:id", (context) => {
    requireReadApplications(context.var.caller);
    const principal = getServicePrincipal(directory, context.req.param("id"));
    return answerOne(context, graph, kind, writeServicePrincipal(principal, directory, context.var.version));
  });

  routes.patch("/servicePrincipals/:id", async (context) => {
    const principal = getServicePrincipal(directory, context.req.param("id"));
    requireChange(context.var.caller, principal);
    const patch = await readBody(context, servicePrincipalPatchBody, {
      resource: kind.resource,
      readOnly: servicePrincipalReadOnly,
      notServed: servicePrincipalNotServed,
    });
    principal.settings = mergeSettings(principal.settings, patch);
    return context.body(null, 204);
  });

  routes.delete("/servicePrincipals/:id", (context) => {
    const principal = getServicePrincipal(directory, context.req.param("id"));
    requireChange(context.var.caller, principal);
    if (principal.publishedApi) throw forbidden();
    deleteServicePrincipal(directory, principal);
    return context.body(null, 204);
  });

  return routes;
}

/** @throws GraphError 409 when the application has a service principal already. */
export function requireFree(graph: GraphContext, appId: string): void {
  if (!graph.directory.servicePrincipalOf(appId)) return;
  throw alreadyExists(
    `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
  );
}

/** Clients match both texts to wait for a new application; the second has its missing word in the original too. */
function requireApplication({ directory }: GraphContext, caller: Caller, appId: string): void {
  const application = directory.applicationOf(appId);
  if (application && !directory.isReplicated(application) && isLimitedToOwned(caller)) {
    throw new GraphError(
      403,
      "Authorization_RequestDenied",
      "When using this permission, the backing application of the service principal being created must in the local tenant",
    );
  }
  if (!application || !directory.isReplicated(application)) {
    throw new GraphError(
      400,
      "NoBackingApplicationObject",
      `The appId '${appId}' of the service principal does not reference a valid application object.`,
    );
  }
  requireChange(caller, application);
}
