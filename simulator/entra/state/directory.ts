import type { Account } from "./account.ts";
import type { AppRoleAssignment } from "./assignment.ts";
import type { Application, DirectoryObject, PermissionGrant, ServicePrincipal, User } from "./entities.ts";
import type { Mailbox } from "./mailbox.ts";
import { hasCome } from "./moment.ts";
import type { OtherTenant } from "./people.ts";

/** The tenant that the directory belongs to. */
export interface Tenant {
  readonly id: string;
  /** The tenant's first domain, such as `contoso.onmicrosoft.com`. */
  readonly domain: string;
  readonly displayName: string;
}

/** Everything that exists in the tenant, the recycle bin included. */
export class Directory {
  readonly tenant: Tenant;
  readonly now: () => Date;
  readonly applications = new Map<string, Application>();
  readonly servicePrincipals = new Map<string, ServicePrincipal>();
  readonly grants = new Map<string, PermissionGrant>();
  /** Who is assigned to which application. */
  readonly assignments = new Map<string, AppRoleAssignment>();
  readonly users = new Map<string, User>();
  /** What holds for each user, by the user's id. */
  readonly accounts = new Map<string, Account>();
  /** By the owner's id. */
  readonly mailboxes = new Map<string, Mailbox>();
  otherTenants: readonly OtherTenant[] = [];

  constructor(tenant: Tenant, now: () => Date) {
    this.tenant = tenant;
    this.now = now;
  }

  /** Whether every part of the service has heard of the object. */
  isReplicated(object: DirectoryObject): boolean {
    return hasCome(object.replicatedFrom, this.now());
  }

  /** Applications that requests see: outside of the recycle bin, and replicated. */
  visibleApplications(): Application[] {
    return [...this.applications.values()].filter((application) => this.#isVisible(application));
  }

  /** Applications that lists have: those that requests see and the index has heard of. */
  listedApplications(): Application[] {
    return this.visibleApplications().filter(({ listedFrom }) => hasCome(listedFrom, this.now()));
  }

  existingServicePrincipals(): ServicePrincipal[] {
    return [...this.servicePrincipals.values()].filter(exists);
  }

  deletedApplications(): Application[] {
    return [...this.applications.values()].filter((application) => application.deletedDateTime !== undefined);
  }

  deletedServicePrincipals(): ServicePrincipal[] {
    return [...this.servicePrincipals.values()].filter(
      (principal) => principal.deletedDateTime !== undefined,
    );
  }

  /** Grants whose client and resource both exist; the others wait in the recycle bin with them. */
  visibleGrants(): PermissionGrant[] {
    return [...this.grants.values()].filter(({ clientId, resourceId }) =>
      [clientId, resourceId].every((id) => this.findServicePrincipal(id) !== undefined),
    );
  }

  findApplication(id: string): Application | undefined {
    const application = this.applications.get(id.toLowerCase());
    return application && this.#isVisible(application) ? application : undefined;
  }

  findServicePrincipal(id: string): ServicePrincipal | undefined {
    const principal = this.servicePrincipals.get(id.toLowerCase());
    return principal && exists(principal) ? principal : undefined;
  }

  findGrant(id: string): PermissionGrant | undefined {
    return this.visibleGrants().find((grant) => grant.id === id);
  }

  /** The application with this client id, also one that is not replicated yet, but none from the recycle bin. */
  applicationOf(appId: string): Application | undefined {
    return [...this.applications.values()].find(
      (application) => application.appId === appId.toLowerCase() && exists(application),
    );
  }

  /** The service principal with this client id, but none from the recycle bin. */
  servicePrincipalOf(appId: string): ServicePrincipal | undefined {
    return this.existingServicePrincipals().find((principal) => principal.appId === appId.toLowerCase());
  }

  /** The user with this user principal name, in any case; a mail address alone finds nobody. */
  userOf(userPrincipalName: string): User | undefined {
    const asked = userPrincipalName.toLowerCase();
    return [...this.users.values()].find((user) => user.userPrincipalName.toLowerCase() === asked);
  }

  /** @throws Error when the directory has no such user, which a caller must know. */
  accountOf(userPrincipalName: string): Account {
    const account = this.accounts.get(this.userOf(userPrincipalName)?.id ?? "");
    if (account) return account;
    throw new Error(
      `There is no user '${userPrincipalName}' in this stand-in's directory. Name a user principal name of its seeds.`,
    );
  }

  /** Whether something that may own an application has this object id. */
  isPossibleOwner(id: string): boolean {
    return this.users.has(id.toLowerCase()) || this.findServicePrincipal(id) !== undefined;
  }

  #isVisible(application: Application): boolean {
    return exists(application) && this.isReplicated(application);
  }
}

function exists(object: DirectoryObject): boolean {
  return object.deletedDateTime === undefined;
}
