import type { Directory } from "./directory.ts";
import type { AppRoleAssignment } from "./assignment.ts";
import type { Application, PermissionGrant, ServicePrincipal, User } from "./entities.ts";

/** What exists in the tenant at the moment of reading, for assertions and tables. Nothing here may be changed. */
export interface EntraState {
  /** Application registrations outside of the recycle bin, the deployer's (`seeded`) included. */
  readonly applications: readonly Readonly<Application>[];
  /** Service principals outside of the recycle bin, Microsoft's and the deployer's (`seeded`) included. */
  readonly servicePrincipals: readonly Readonly<ServicePrincipal>[];
  /** Delegated permission grants whose client and resource exist. */
  readonly grants: readonly Readonly<PermissionGrant>[];
  /** Users assigned to applications. */
  readonly assignments: readonly Readonly<AppRoleAssignment>[];
  /** People, and the accounts behind shared mailboxes. */
  readonly users: readonly User[];
  /** The recycle bin. */
  readonly deletedApplications: readonly Readonly<Application>[];
  /** The recycle bin. */
  readonly deletedServicePrincipals: readonly Readonly<ServicePrincipal>[];
}

/** A window on the directory. */
export function viewState(directory: Directory): EntraState {
  return {
    get applications() {
      return [...directory.applications.values()].filter(({ deletedDateTime }) => !deletedDateTime);
    },
    get servicePrincipals() {
      return [...directory.servicePrincipals.values()].filter(({ deletedDateTime }) => !deletedDateTime);
    },
    get grants() {
      return directory.visibleGrants();
    },
    get assignments() {
      return [...directory.assignments.values()];
    },
    get users() {
      return [...directory.users.values()];
    },
    get deletedApplications() {
      return directory.deletedApplications();
    },
    get deletedServicePrincipals() {
      return directory.deletedServicePrincipals();
    },
  };
}
