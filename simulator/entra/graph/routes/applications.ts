import { Hono } from "hono";
import { createApplication } from "../../state/creation.ts";
import { defaultApplicationSettings } from "../../state/defaults.ts";
import { deleteApplication } from "../../state/deletion.ts";
import type { ApplicationSettings } from "../../state/entities.ts";
import { mergeSettings } from "../../state/mergeSettings.ts";
import type { Patch } from "../../state/mergeSettings.ts";
import type { GraphContext, GraphEnvironment } from "../graphContext.ts";
import { notFound } from "../graphError.ts";
import {
  isLimitedToOwned,
  requireChange,
  requireCreateApplications,
  requireReadApplications,
} from "../permissions.ts";
import { answerList, answerOne } from "../query/responses.ts";
import { readBody } from "../requestBody.ts";
import {
  allowsPersonalAccounts,
  checkEntitlements,
  checkIdentifierUris,
  checkSettings,
} from "../rules/applicationRules.ts";
import { writeApplication } from "../wire/application.ts";
import {
  applicationNotServed,
  applicationPatchBody,
  applicationReadOnly,
  betaApplicationPatchBody,
  newApplicationBody,
} from "../wire/applicationBody.ts";
import { addPasswords, checkPasswords } from "./applicationPasswords.ts";
import { getApplication, readReference } from "./lookup.ts";

const kind = {
  resource: "Application",
  collection: "applications",
  filterable: ["id", "appId", "displayName", "publisherDomain", "signInAudience"],
  filterableByElement: ["identifierUris", "tags"],
};

const bodyOptions = {
  resource: kind.resource,
  readOnly: applicationReadOnly,
  notServed: applicationNotServed,
};

/** `/applications`: create, list, read, change, delete. */
export function applicationRoutes(graph: GraphContext): Hono<GraphEnvironment> {
  const { directory } = graph;
  const routes = new Hono<GraphEnvironment>();

  routes.post("/applications", async (context) => {
    const { caller, version } = context.var;
    requireCreateApplications(caller);
    const {
      "owners@odata.bind": ownerReferences,
      passwordCredentials,
      ...patch
    } = await readBody(context, newApplicationBody, bodyOptions);

    const settings = newSettings(patch);
    checkSettings(settings);
    checkIdentifierUris(directory, settings, undefined);
    const owners = ownerReferences.map((reference) => readReference(directory, reference));
    if (isLimitedToOwned(caller)) owners.push(caller.id);
    const checkedPasswords = checkPasswords(graph, settings, 0, passwordCredentials);

    const { replicationDelayMs: delayMs, listDelayMs } = graph.switches;
    const application = createApplication(directory, settings, owners, { delayMs, listDelayMs });
    const passwords = addPasswords(graph, application, checkedPasswords);
    const answer = writeApplication(application, directory, version);
    return answerOne(context, graph, kind, { ...answer, passwordCredentials: passwords }, 201);
  });

  routes.get("/applications", (context) => {
    requireReadApplications(context.var.caller);
    const applications = directory.listedApplications();
    return answerList(
      context,
      graph,
      kind,
      applications.map((application) => writeApplication(application, directory, context.var.version)),
    );
  });

  routes.get("/applications/:id", (context) => {
    requireReadApplications(context.var.caller);
    const application = getApplication(directory, context.req.param("id"));
    return answerOne(context, graph, kind, writeApplication(application, directory, context.var.version));
  });

  routes.get("/applications/:id/logo", (context) => {
    requireReadApplications(context.var.caller);
    const { id } = getApplication(directory, context.req.param("id"));
    // No application here ever gets a logo.
    throw notFound(`${id}/logo`);
  });

  routes.patch("/applications/:id", async (context) => {
    const { caller, version } = context.var;
    const application = getApplication(directory, context.req.param("id"));
    requireChange(caller, application);
    const schema = version === "beta" ? betaApplicationPatchBody : applicationPatchBody;
    const patch: Patch<ApplicationSettings> = await readBody(context, schema, bodyOptions);

    const settings = mergeSettings(application.settings, patch);
    checkSettings(settings);
    checkIdentifierUris(directory, settings, application);
    checkEntitlements(application.settings, settings);
    application.settings = settings;
    return context.body(null, 204);
  });

  routes.delete("/applications/:id", (context) => {
    const application = getApplication(directory, context.req.param("id"));
    requireChange(context.var.caller, application);
    deleteApplication(directory, application);
    return context.body(null, 204);
  });

  return routes;
}

/** Personal accounts need tokens of version 2; Graph sets it when a new application leaves it open. */
function newSettings(
  patch: Patch<ApplicationSettings> & { readonly displayName: string },
): ApplicationSettings {
  const settings = mergeSettings(defaultApplicationSettings(patch.displayName), patch);
  if (!allowsPersonalAccounts(settings.signInAudience)) return settings;
  if (patch.api?.requestedAccessTokenVersion !== undefined) return settings;
  return mergeSettings(settings, { api: { requestedAccessTokenVersion: 2 } });
}
