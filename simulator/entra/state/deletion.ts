import type { Directory } from "./directory.ts";
import type { Application, ServicePrincipal } from "./entities.ts";

/** Moves an application to the recycle bin, and its service principal in this tenant with it. */
export function deleteApplication(directory: Directory, application: Application): void {
  const principal = directory.servicePrincipalOf(application.appId);
  application.deletedDateTime = directory.now();
  if (principal) {
    deleteServicePrincipal(directory, principal);
    principal.deletedWithApplication = true;
  }
}

/** Moves a service principal to the recycle bin; grants that name it are not listed any more. */
export function deleteServicePrincipal(directory: Directory, principal: ServicePrincipal): void {
  principal.deletedDateTime = directory.now();
}

/** Brings an application back, with the service principal that was deleted together with it. */
export function restoreApplication(directory: Directory, application: Application): void {
  application.deletedDateTime = undefined;
  const principal = directory
    .deletedServicePrincipals()
    .find((candidate) => candidate.appId === application.appId && candidate.deletedWithApplication);
  if (principal) restoreServicePrincipal(principal);
}

/** Brings a service principal back; its grants are listed again. */
export function restoreServicePrincipal(principal: ServicePrincipal): void {
  principal.deletedDateTime = undefined;
  principal.deletedWithApplication = false;
}

/** Removes an application from the recycle bin for good, and the service principal that was deleted with it. */
export function purgeApplication(directory: Directory, application: Application): void {
  directory.applications.delete(application.id);
  for (const principal of directory.deletedServicePrincipals()) {
    if (principal.appId === application.appId) purgeServicePrincipal(directory, principal);
  }
}

/** Removes a service principal from the recycle bin for good, and what names it. */
export function purgeServicePrincipal(directory: Directory, principal: ServicePrincipal): void {
  directory.servicePrincipals.delete(principal.id);
  for (const grant of directory.grants.values()) {
    if (grant.clientId === principal.id || grant.resourceId === principal.id)
      directory.grants.delete(grant.id);
  }
  for (const assignment of directory.assignments.values()) {
    if (assignment.resourceId === principal.id) directory.assignments.delete(assignment.id);
  }
}
