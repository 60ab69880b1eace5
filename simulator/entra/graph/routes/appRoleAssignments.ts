import { Hono } from "hono";
import { randomBytes } from "node:crypto";
import type { AppRoleAssignment } from "../../state/assignment.ts";
import type { GraphContext, GraphEnvironment } from "../graphContext.ts";
import { badRequest, NotServed } from "../graphError.ts";
import { requireChangeAssignments, requireReadAssignments } from "../permissions.ts";
import { answerList, answerOne } from "../query/responses.ts";
import { readBody } from "../requestBody.ts";
import { newAssignmentBody, writeAssignment } from "../wire/appRoleAssignment.ts";
import { found, getServicePrincipal } from "./lookup.ts";

const resource = "AppRoleAssignment";
const kind = { resource, collection: "appRoleAssignments", filterable: ["principalId"] };
const path = "/servicePrincipals/:id/appRoleAssignedTo";

/** The role of an application that has none. */
const defaultAccess = "00000000-0000-0000-0000-000000000000";

/** `/servicePrincipals/{id}/appRoleAssignedTo`: assign users to an application, list, read, take the assignment away. */
export function appRoleAssignmentRoutes(graph: GraphContext): Hono<GraphEnvironment> {
  const { directory } = graph;
  const routes = new Hono<GraphEnvironment>();

  const assignmentsOf = (principal: string): AppRoleAssignment[] => {
    const { id } = getServicePrincipal(directory, principal);
    return [...directory.assignments.values()].filter(({ resourceId }) => resourceId === id);
  };
  const find = (principal: string, id: string): AppRoleAssignment =>
    found(
      assignmentsOf(principal).find((assignment) => assignment.id === id),
      id,
    );

  routes.post(path, async (context) => {
    requireChangeAssignments(context.var.caller);
    const existing = assignmentsOf(context.req.param("id"));
    const assignment = newAssignment(graph, await readBody(context, newAssignmentBody, { resource }));
    if (getServicePrincipal(directory, context.req.param("id")).id !== assignment.resourceId) {
      throw badRequest("Invalid object identifier specified for property 'resourceId'.");
    }
    const isSame = (other: AppRoleAssignment): boolean =>
      other.principalId === assignment.principalId && other.appRoleId === assignment.appRoleId;
    if (existing.some(isSame)) throw badRequest("Permission being assigned already exists on the object");
    directory.assignments.set(assignment.id, assignment);
    return answerOne(context, graph, kind, writeAssignment(assignment, directory), 201);
  });

  routes.get(path, (context) => {
    requireReadAssignments(context.var.caller);
    const assignments = assignmentsOf(context.req.param("id"));
    const written = assignments.map((assignment) => writeAssignment(assignment, directory));
    return answerList(context, graph, kind, written);
  });

  routes.get(`${path}/:assignment`, (context) => {
    requireReadAssignments(context.var.caller);
    const assignment = find(context.req.param("id"), context.req.param("assignment"));
    return answerOne(context, graph, kind, writeAssignment(assignment, directory));
  });

  routes.delete(`${path}/:assignment`, (context) => {
    requireChangeAssignments(context.var.caller);
    directory.assignments.delete(find(context.req.param("id"), context.req.param("assignment")).id);
    return context.body(null, 204);
  });

  return routes;
}

/** @throws GraphError 404 when there is no such user, 400 when the application has no such role. */
function newAssignment(
  { directory }: GraphContext,
  body: Pick<AppRoleAssignment, "appRoleId" | "principalId" | "resourceId">,
): AppRoleAssignment {
  const { id: resourceId, appId } = getServicePrincipal(directory, body.resourceId);
  const principalId = body.principalId.toLowerCase();
  if (directory.findServicePrincipal(principalId)) throw new NotServed("assignments of applications");
  found(directory.users.get(principalId), principalId);
  const appRoleId = body.appRoleId.toLowerCase();
  const roles = directory.applicationOf(appId)?.settings.appRoles ?? [];
  if (appRoleId !== defaultAccess && !roles.some(({ id }) => id.toLowerCase() === appRoleId)) {
    throw badRequest("Permission being assigned was not found on application");
  }
  const id = randomBytes(32).toString("base64url");
  return { id, createdDateTime: directory.now(), appRoleId, principalId, resourceId };
}
