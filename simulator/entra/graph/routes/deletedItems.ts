import { Hono } from "hono";
import {
  purgeApplication,
  purgeServicePrincipal,
  restoreApplication,
  restoreServicePrincipal,
} from "../../state/deletion.ts";
import type { DirectoryObject } from "../../state/entities.ts";
import type { GraphContext, GraphEnvironment, GraphVersion } from "../graphContext.ts";
import { badRequest, notFound } from "../graphError.ts";
import { requireChange, requireReadApplications } from "../permissions.ts";
import type { WireObject } from "../query/queryOptions.ts";
import { answerList, answerOne } from "../query/responses.ts";
import { writeApplication } from "../wire/application.ts";
import { writeServicePrincipal } from "../wire/servicePrincipal.ts";
import { objectId } from "./lookup.ts";
import { requireFree } from "./servicePrincipals.ts";

const filterable = ["id", "appId", "displayName"];
const kind = { resource: "DirectoryObject", collection: "directoryObjects" };

/** An object in the recycle bin with what can be done to it. */
interface DeletedItem {
  readonly object: DirectoryObject;
  write(version: GraphVersion): WireObject;
  restore(): void;
  purge(): void;
}

/** `/directory/deletedItems`: the recycle bin's lists, read one, restore, delete for good. */
export function deletedItemRoutes(graph: GraphContext): Hono<GraphEnvironment> {
  const { directory } = graph;
  const routes = new Hono<GraphEnvironment>();

  routes.get("/directory/deletedItems/microsoft.graph.application", (context) => {
    requireReadApplications(context.var.caller);
    const applications = directory
      .deletedApplications()
      .map((application) => writeApplication(application, directory, context.var.version));
    return answerList(
      context,
      graph,
      { resource: "Application", collection: "applications", filterable },
      applications,
    );
  });

  routes.get("/directory/deletedItems/microsoft.graph.servicePrincipal", (context) => {
    requireReadApplications(context.var.caller);
    const principals = directory
      .deletedServicePrincipals()
      .map((principal) => writeServicePrincipal(principal, directory, context.var.version));
    return answerList(
      context,
      graph,
      { resource: "ServicePrincipal", collection: "servicePrincipals", filterable },
      principals,
    );
  });

  routes.get("/directory/deletedItems/:id", (context) => {
    requireReadApplications(context.var.caller);
    return answerOne(context, graph, kind, find(graph, context.req.param("id")).write(context.var.version));
  });

  routes.post("/directory/deletedItems/:id/restore", (context) => {
    const item = find(graph, context.req.param("id"));
    requireChange(context.var.caller, item.object);
    item.restore();
    return answerOne(context, graph, kind, item.write(context.var.version));
  });

  routes.delete("/directory/deletedItems/:id", (context) => {
    const item = find(graph, context.req.param("id"));
    requireChange(context.var.caller, item.object);
    item.purge();
    return context.body(null, 204);
  });

  return routes;
}

function find(graph: GraphContext, id: string): DeletedItem {
  const { directory } = graph;
  const application = directory.applications.get(objectId(id));
  if (application?.deletedDateTime !== undefined) {
    return {
      object: application,
      write: (version) => ({
        "@odata.type": "#microsoft.graph.application",
        ...writeApplication(application, directory, version),
      }),
      restore: () => {
        restoreApplication(directory, application);
      },
      purge: () => {
        purgeApplication(directory, application);
      },
    };
  }
  const principal = directory.servicePrincipals.get(objectId(id));
  if (principal?.deletedDateTime === undefined) throw notFound(id);
  return {
    object: principal,
    write: (version) => ({
      "@odata.type": "#microsoft.graph.servicePrincipal",
      ...writeServicePrincipal(principal, directory, version),
    }),
    restore: () => {
      requireFree(graph, principal.appId);
      if (!directory.applicationOf(principal.appId)) {
        throw badRequest(
          `The appId '${principal.appId}' of the service principal does not reference a valid application object.`,
        );
      }
      restoreServicePrincipal(principal);
    },
    purge: () => {
      purgeServicePrincipal(directory, principal);
    },
  };
}
