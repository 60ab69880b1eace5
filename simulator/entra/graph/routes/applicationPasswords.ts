import { Hono } from "hono";
import { z } from "zod";
import { newPassword } from "../../state/creation.ts";
import type { Application } from "../../state/entities.ts";
import type { GraphContext, GraphEnvironment } from "../graphContext.ts";
import { badRequest, GraphError } from "../graphError.ts";
import { requireChange } from "../permissions.ts";
import { answerOne } from "../query/responses.ts";
import type { WireObject } from "../query/queryOptions.ts";
import { readBody } from "../requestBody.ts";
import { allowsPersonalAccounts } from "../rules/applicationRules.ts";
import { writePassword } from "../wire/application.ts";
import { passwordBody } from "../wire/applicationBody.ts";
import { getApplication } from "./lookup.ts";

const kind = { resource: "PasswordCredential", collection: "microsoft.graph.passwordCredential" };
const greatestNumberWithPersonalAccounts = 2;

const addPasswordBody = z.strictObject({ passwordCredential: passwordBody.nullable().optional() });
const removePasswordBody = z.strictObject({ keyId: z.guid() });

type WantedPassword = z.infer<typeof passwordBody>;

/** `/applications/{id}/addPassword` and `removePassword`. */
export function applicationPasswordRoutes(graph: GraphContext): Hono<GraphEnvironment> {
  const { directory } = graph;
  const routes = new Hono<GraphEnvironment>();

  routes.post("/applications/:id/addPassword", async (context) => {
    const application = getApplication(directory, context.req.param("id"));
    requireChange(context.var.caller, application);
    const body = await readBody(context, addPasswordBody, {
      resource: "Application",
    });
    const [password] = addPasswords(graph, application, [body.passwordCredential ?? { displayName: null }]);
    return answerOne(context, graph, kind, password ?? {});
  });

  routes.post("/applications/:id/removePassword", async (context) => {
    const application = getApplication(directory, context.req.param("id"));
    requireChange(context.var.caller, application);
    const { keyId } = await readBody(context, removePasswordBody, { resource: "Application" });
    const index = application.passwords.findIndex((password) => password.keyId === keyId.toLowerCase());
    if (index < 0) throw badRequest("No password credential found with keyId.");
    application.passwords.splice(index, 1);
    return context.body(null, 204);
  });

  return routes;
}

/**
 * Adds secrets to an application: all or, when one is refused, none.
 *
 * @returns The secrets as Graph writes them, this one time with their values.
 */
export function addPasswords(
  graph: GraphContext,
  application: Application,
  wanted: readonly WantedPassword[],
): WireObject[] {
  const number = application.passwords.length + wanted.length;
  if (
    allowsPersonalAccounts(application.settings.signInAudience) &&
    wanted.length > 0 &&
    number > greatestNumberWithPersonalAccounts
  ) {
    throw new GraphError(
      400,
      "TooManyAppPasswords",
      `Not allowed to add ${number} passwords. You can only add a maximum of ${greatestNumberWithPersonalAccounts} passwords.`,
      [{ target: "passwordCredentials", code: "TooManyAppPasswords" }],
    );
  }
  const validities = wanted.map((password) => validityOf(graph, password));
  return wanted.map(({ displayName }, index) => {
    const validity = validities[index] ?? validityOf(graph, {});
    const { credential, secret } = newPassword(
      graph.directory,
      { displayName, ...validity },
      graph.secretDelayMs,
    );
    application.passwords.push(credential);
    graph.noteSecret(secret);
    return writePassword(credential, secret);
  });
}

/** From now on and for two years, unless the caller says otherwise. */
function validityOf(
  graph: GraphContext,
  wanted: Partial<WantedPassword>,
): { startDateTime: Date; endDateTime: Date } {
  const startDateTime = wanted.startDateTime ?? graph.directory.now();
  const inTwoYears = new Date(startDateTime);
  inTwoYears.setUTCFullYear(startDateTime.getUTCFullYear() + 2);
  const endDateTime = wanted.endDateTime ?? inTwoYears;
  if (endDateTime <= startDateTime) throw badRequest("Password credential end date is invalid.");
  return { startDateTime, endDateTime };
}
