import type { Directory } from "./directory.ts";
import type { ServicePrincipal, User } from "./entities.ts";

/** An assignment of a user to an application, on which sign-in depends where the application requires one. */
export interface AppRoleAssignment {
  readonly id: string;
  readonly createdDateTime: Date;
  /** The role; only zeros where the application has none. */
  readonly appRoleId: string;
  /** Object id of the user. */
  readonly principalId: string;
  /** Object id of the application's service principal. */
  readonly resourceId: string;
}

/** Whether the person may sign in to the application as far as assignments go. */
export function isAdmitted(directory: Directory, principal: ServicePrincipal, user: User): boolean {
  if (!principal.settings.appRoleAssignmentRequired) return true;
  return [...directory.assignments.values()].some(
    ({ principalId, resourceId }) => principalId === user.id && resourceId === principal.id,
  );
}
