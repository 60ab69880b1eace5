import { z } from "zod";
import type { AppRoleAssignment } from "../../state/assignment.ts";
import type { Directory } from "../../state/directory.ts";
import type { WireObject } from "../query/queryOptions.ts";
import { formatDateTime } from "./dateTime.ts";

/** The body of `POST /servicePrincipals/{id}/appRoleAssignedTo`. */
export const newAssignmentBody = z.strictObject({
  appRoleId: z.guid(),
  principalId: z.guid(),
  resourceId: z.guid(),
});

/** Writes an assignment as Graph does. */
export function writeAssignment(assignment: AppRoleAssignment, directory: Directory): WireObject {
  const { createdDateTime, principalId, resourceId, ...rest } = assignment;
  const resource = directory.findServicePrincipal(resourceId);
  const application = resource && directory.applicationOf(resource.appId);
  return {
    ...rest,
    deletedDateTime: null,
    createdDateTime: formatDateTime(createdDateTime),
    principalDisplayName: directory.users.get(principalId)?.displayName ?? null,
    principalId,
    principalType: "User",
    resourceDisplayName: application?.settings.displayName ?? null,
    resourceId,
  };
}
