import * as azuread from "@pulumi/azuread";
import type * as pulumi from "@pulumi/pulumi";

/** A user who may sign in to an application that lets in nobody else. */
export interface Assignee {
  /** In lower case. */
  readonly userPrincipalName: string;
  readonly objectId: string;
}

/** Type of an assignment in state. */
export const assignmentType = "azuread:index/appRoleAssignment:AppRoleAssignment";

/** The role of an application that declares none (Graph's resource type appRoleAssignment). */
export const defaultAccess = "00000000-0000-0000-0000-000000000000";

/** Logical name of a user's assignment to a registration's application. */
export function assignmentName(name: string, userPrincipalName: string): string {
  return `${name}-${userPrincipalName}`;
}

/** Lets these users, and with `appRoleAssignmentRequired` nobody else, sign in to the application. */
export function assignUsers(
  name: string,
  args: {
    readonly servicePrincipalObjectId: pulumi.Input<string>;
    readonly assignees: readonly Assignee[];
    /** Assignments that Entra ID has and the state does not, to be taken over: their ids by the user's object id. */
    readonly existing: ReadonlyMap<string, string>;
  },
  opts: pulumi.CustomResourceOptions,
): readonly azuread.AppRoleAssignment[] {
  return args.assignees.map((assignee) => {
    const existing = args.existing.get(assignee.objectId);
    return new azuread.AppRoleAssignment(
      assignmentName(name, assignee.userPrincipalName),
      {
        appRoleId: defaultAccess,
        principalObjectId: assignee.objectId,
        resourceObjectId: args.servicePrincipalObjectId,
      },
      { ...opts, ...(existing === undefined ? {} : { import: existing }) },
    );
  });
}
