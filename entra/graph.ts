import type { z } from "zod";
import { connectGraph, type GraphArgs } from "./graphConnection.ts";
import { GraphError } from "./graphError.ts";
import { encode, quote, unlessForbidden, unlessMissing } from "./graphQuery.ts";
import type { GraphOperation } from "./graphRequest.ts";
import {
  applicationProperties,
  applicationSchema,
  assignmentSchema,
  grantSchema,
  servicePrincipalSchema,
  type ExistingApplication,
  type ExistingAssignment,
  type ExistingGrant,
} from "./graphSchemas.ts";
import { secretPolicySchema, type SecretRule } from "./secretPolicy.ts";

export type {
  ExistingApplication,
  ExistingAssignment,
  ExistingGrant,
  ExistingSecret,
} from "./graphSchemas.ts";

/** What is asked of Microsoft Graph besides what the azuread provider does. Every operation may throw a GraphError. */
export interface Graph {
  /**
   * Applications with this tag, to the letter, outside of the recycle bin. One that is minutes old may be missing:
   * lists lag.
   */
  applicationsTagged(tag: string): Promise<readonly ExistingApplication[]>;
  /** An application by its object id; undefined when there is none. */
  application(objectId: string): Promise<ExistingApplication | undefined>;
  /** The consents that a client has; none where it has no service principal. */
  grantsOf(clientId: string): Promise<readonly ExistingGrant[]>;
  /** Who is assigned to a client; nobody where it has no service principal. */
  assignmentsOf(clientId: string): Promise<readonly ExistingAssignment[]>;
  renameApplication(objectId: string, displayName: string): Promise<void>;
  /** The rules for client secrets in the tenant's default policy; undefined where the deployer may not read policies. */
  secretRules(): Promise<readonly SecretRule[] | undefined>;
  /** Removes a client secret; one that is gone already is fine, and so is one of an application that is gone. */
  removeSecret(objectId: string, keyId: string): Promise<void>;
}

/** How many objects a page has at most: with them it stays far below the size that an answer may have. */
const pageSize = 200;

/**
 * A client of Microsoft Graph. It keeps no connection open, so there is nothing to close.
 *
 * @throws Error One sentence: the environment cannot be used.
 */
export function createGraph(args: GraphArgs): Graph {
  const run = connectGraph(args);

  return {
    applicationsTagged: (tag) =>
      run(async (graph) => {
        const filter = `tags/any(t:t eq ${quote(tag)})`;
        const query = { $filter: filter, $select: applicationProperties, $top: String(pageSize) };
        const applications = await graph.list(`/applications?${encode(query)}`, applicationSchema);
        // Graph compares without regard to case.
        return applications.filter(({ tags }) => tags.includes(tag));
      }),
    application: (objectId) => run((graph) => findApplication(graph, objectId)),
    grantsOf: (clientId) => run((graph) => listOf(graph, clientId, "oauth2PermissionGrants", grantSchema)),
    assignmentsOf: (clientId) =>
      run((graph) => listOf(graph, clientId, "appRoleAssignedTo", assignmentSchema)),
    renameApplication: (objectId, displayName) =>
      run((graph) => graph.send("PATCH", pathOf(objectId), { displayName })),
    secretRules: () =>
      run((graph) => unlessForbidden(graph.get("/policies/defaultAppManagementPolicy", secretPolicySchema))),
    removeSecret: (objectId, keyId) =>
      run(async (graph) => {
        try {
          await graph.send("POST", `${pathOf(objectId)}/removePassword`, { keyId });
        } catch (error) {
          // What is gone is refused in words that may change, and right after its making so is what is there: look.
          if (!(error instanceof GraphError) || (error.status !== 400 && error.status !== 404)) throw error;
          const application = await findApplication(graph, objectId);
          if (application?.secrets.some((secret) => secret.keyId === keyId)) throw error;
        }
      }),
  };
}

function findApplication(graph: GraphOperation, objectId: string): Promise<ExistingApplication | undefined> {
  const path = `${pathOf(objectId)}?${encode({ $select: applicationProperties })}`;
  return unlessMissing(graph.get(path, applicationSchema));
}

/** A list that belongs to a client's service principal; empty where there is none. */
async function listOf<T>(
  graph: GraphOperation,
  clientId: string,
  list: string,
  schema: z.ZodType<T>,
): Promise<readonly T[]> {
  const query = { $filter: `appId eq ${quote(clientId)}`, $select: "id" };
  const [principal] = await graph.list(`/servicePrincipals?${encode(query)}`, servicePrincipalSchema);
  if (!principal) return [];
  return (await unlessMissing(graph.list(`/servicePrincipals/${principal.id}/${list}`, schema))) ?? [];
}

function pathOf(objectId: string): string {
  return `/applications/${encodeURIComponent(objectId)}`;
}
