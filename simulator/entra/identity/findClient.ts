import type { Directory, Tenant } from "../state/directory.ts";
import type { Application, ServicePrincipal } from "../state/entities.ts";
import { hasCome } from "../state/moment.ts";
import { hashSecret } from "../state/secrets.ts";
import { tokenErrors } from "./errors/tokenError.ts";

/** An application together with its presence in the tenant. */
export interface Client {
  readonly application: Application;
  readonly principal: ServicePrincipal;
}

/**
 * Finds who asks for a token.
 *
 * @param tenant where it is looked for; in tenants beside this one there are no applications.
 * @throws TokenError when the tenant has no such application, or it is disabled.
 */
export function findClient(directory: Directory, clientId: string, tenant: Tenant): Client {
  if (tenant !== directory.tenant) throw tokenErrors.unknownApplication(clientId, tenant.displayName);
  const application = directory.visibleApplications().find(({ appId }) => appId === clientId.toLowerCase());
  const principal = directory
    .existingServicePrincipals()
    .find(({ appId }) => appId === clientId.toLowerCase());
  if (!application || !principal) {
    throw tokenErrors.unknownApplication(clientId, directory.tenant.displayName);
  }
  if (!principal.settings.accountEnabled) {
    throw tokenErrors.disabledApplication(application.appId, application.settings.displayName);
  }
  return { application, principal };
}

/**
 * Checks that a secret is one of the application's, already known here, and valid now.
 *
 * @throws TokenError when it is not.
 */
export function requireSecret(directory: Directory, application: Application, secret: string): void {
  const now = directory.now();
  const hash = hashSecret(secret);
  const credential = application.passwords.find(({ secretHash }) => secretHash === hash);
  if (!credential || !hasCome(credential.knownFrom, now) || credential.startDateTime > now) {
    throw tokenErrors.wrongSecret(application.appId);
  }
  if (credential.endDateTime <= now) throw tokenErrors.expiredSecret(application.appId);
  credential.requests++;
  if (credential.requests <= credential.flakyRequests && credential.requests % 2 === 1) {
    throw tokenErrors.wrongSecret(application.appId);
  }
}
