import { Hono } from "hono";
import { z } from "zod";
import { newPassword } from "../../state/creation.ts";
import type { Application, ApplicationSettings } from "../../state/entities.ts";
import type { GraphContext, GraphEnvironment } from "../graphContext.ts";
import { badRequest, GraphError } from "../graphError.ts";
import { requireChange } from "../permissions.ts";
import { answerOne } from "../query/responses.ts";
import type { WireObject } from "../query/queryOptions.ts";
import { readBody } from "../requestBody.ts";
import { allowsPersonalAccounts } from "../rules/applicationRules.ts";
import { checkSecretPolicy } from "../rules/secretPolicy.ts";
import { writePassword } from "../wire/application.ts";
import { passwordBody } from "../wire/applicationBody.ts";
import { getApplication } from "./lookup.ts";

const kind = { resource: "PasswordCredential", collection: "microsoft.graph.passwordCredential" };
const greatestNumberWithPersonalAccounts = 2;

const addPasswordBody = z.strictObject({ passwordCredential: passwordBody.nullable().optional() });
const removePasswordBody = z.strictObject({ keyId: z.guid() });

type WantedPassword = z.infer<typeof passwordBody>;

interface Validity {
  readonly startDateTime: Date;
  readonly endDateTime: Date;
}

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
    const wanted = [body.passwordCredential ?? { displayName: null }];
    const checked = checkPasswords(graph, application.settings, application.passwords.length, wanted);
    const [password] = addPasswords(graph, application, checked);
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

/** Secrets that an application may get. */
type CheckedPassword = { readonly displayName: string | null } & Validity;

/**
 * Checks secrets that a caller asks for.
 *
 * @param number How many secrets the application has.
 * @throws GraphError 400 when one of them is refused; then none may be added.
 */
export function checkPasswords(
  graph: GraphContext,
  { signInAudience }: ApplicationSettings,
  number: number,
  wanted: readonly WantedPassword[],
): CheckedPassword[] {
  const total = number + wanted.length;
  if (
    allowsPersonalAccounts(signInAudience) &&
    wanted.length > 0 &&
    total > greatestNumberWithPersonalAccounts
  ) {
    throw new GraphError(
      400,
      "TooManyAppPasswords",
      `Not allowed to add ${total} passwords. You can only add a maximum of ${greatestNumberWithPersonalAccounts} passwords.`,
      [{ target: "passwordCredentials", code: "TooManyAppPasswords" }],
    );
  }
  const checked = wanted.map((password) => ({
    displayName: password.displayName,
    ...validityOf(graph, password),
  }));
  checkSecretPolicy(graph.switches, checked);
  return checked;
}

/** Adds secrets and returns them as Graph writes them, this one time with their values. */
export function addPasswords(
  graph: GraphContext,
  application: Application,
  checked: readonly CheckedPassword[],
): WireObject[] {
  const { secretDelayMs: delayMs, flakySecretRequests: flakyRequests } = graph.switches;
  return checked.map((password) => {
    const { credential, secret } = newPassword(graph.directory, password, { delayMs, flakyRequests });
    application.passwords.push(credential);
    graph.noteSecret(secret);
    return writePassword(credential, secret);
  });
}

/** From now on and for two years, unless the caller says otherwise. */
function validityOf(graph: GraphContext, wanted: WantedPassword): Validity {
  const startDateTime = wanted.startDateTime ?? graph.directory.now();
  const inTwoYears = new Date(startDateTime);
  inTwoYears.setUTCFullYear(startDateTime.getUTCFullYear() + 2);
  const endDateTime = wanted.endDateTime ?? inTwoYears;
  if (endDateTime <= startDateTime) throw badRequest("Password credential end date is invalid.");
  return { startDateTime, endDateTime };
}
