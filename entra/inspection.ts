import { connectGraph, type GraphArgs } from "./graphConnection.ts";
import { assignmentSchema, type ExistingAssignment } from "./graphSchemas.ts";
import { encode, quote, unlessForbidden, unlessMissing } from "./graphQuery.ts";
import {
  ownerSchema,
  principalSchema,
  registrationSchema,
  scopesSchema,
  selectOf,
  userSchema,
  type DirectoryUser,
  type Principal,
  type Registration,
} from "./inspectionSchemas.ts";

export type { DirectoryUser, Principal, Registration } from "./inspectionSchemas.ts";

/** What `npm run doctor` looks at in the directory. Nothing is changed. Every operation may throw a GraphError. */
export interface Inspection {
  /** An application by its object id; undefined when there is none. */
  registration(objectId: string): Promise<Registration | undefined>;
  /** Object ids of an application's owners; undefined when there is no such application. */
  ownersOf(objectId: string): Promise<readonly string[] | undefined>;
  /** The service principal of a client id; undefined when there is none. */
  principal(clientId: string): Promise<Principal | undefined>;
  /** Names and ids of the delegated permissions that an API lists in this tenant; undefined when the tenant does not have the API. */
  scopesOf(clientId: string): Promise<ReadonlyMap<string, string> | undefined>;
  /** Who is assigned to a service principal; undefined where the deployer may not look. */
  assignedTo(principalId: string): Promise<readonly ExistingAssignment[] | undefined>;
  /** Users whose user principal name this is, or whose mail address; undefined where the deployer may not look. */
  usersNamed(name: string): Promise<readonly DirectoryUser[] | undefined>;
}

/** @throws Error One sentence: the environment cannot be used. */
export function createInspection(args: GraphArgs): Inspection {
  const run = connectGraph(args);
  const byClientId = (clientId: string, properties: string) =>
    `/servicePrincipals?${encode({ $filter: `appId eq ${quote(clientId)}`, $select: properties })}`;

  return {
    registration: (objectId) =>
      run((graph) =>
        unlessMissing(
          graph.get(
            `/applications/${objectId}?${encode({ $select: selectOf.registration })}`,
            registrationSchema,
          ),
        ),
      ),
    ownersOf: (objectId) =>
      run(async (graph) => {
        const path = `/applications/${objectId}/owners?${encode({ $select: "id" })}`;
        const owners = await unlessMissing(graph.list(path, ownerSchema));
        return owners?.map(({ id }) => id);
      }),
    principal: (clientId) =>
      run(async (graph) => (await graph.list(byClientId(clientId, selectOf.principal), principalSchema))[0]),
    scopesOf: (clientId) =>
      run(async (graph) => {
        const [api] = await graph.list(byClientId(clientId, "oauth2PermissionScopes"), scopesSchema);
        return api && new Map(api.oauth2PermissionScopes.map(({ id, value }) => [value, id]));
      }),
    assignedTo: (principalId) =>
      run((graph) =>
        unlessForbidden(graph.list(`/servicePrincipals/${principalId}/appRoleAssignedTo`, assignmentSchema)),
      ),
    usersNamed: (name) =>
      run(async (graph) => {
        const list = (property: string) => {
          const query = { $filter: `${property} eq ${quote(name)}`, $select: selectOf.user };
          return graph.list(`/users?${encode(query)}`, userSchema);
        };
        const named = await unlessForbidden(list("userPrincipalName"));
        return named?.length === 0 ? list("mail") : named;
      }),
  };
}
