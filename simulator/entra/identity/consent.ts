import type { Directory } from "../state/directory.ts";
import type { ServicePrincipal, User } from "../state/entities.ts";
import { grantId } from "../state/grantId.ts";
import { exchangeOnlineAppId, microsoftGraphAppId } from "../state/microsoftApis.ts";
import type { EntraSwitches } from "../switches.ts";
import type { AskedResource, AskedScopes } from "./delegatedScopes.ts";
import type { Client } from "./findClient.ts";

/** Where consents are looked for. */
export interface ConsentContext {
  readonly directory: Directory;
  readonly switches: Readonly<Pick<EntraSwitches, "graphConsentCoversMail">>;
}

const mailPermissions = ["IMAP.AccessAsUser.All", "POP.AccessAsUser.All", "SMTP.Send"];

/** Permissions on an API that the person or an administrator has consented to. */
export function consentedPermissions(
  { directory, switches }: ConsentContext,
  { principal }: Client,
  user: User,
  resource: ServicePrincipal,
): string[] {
  const on = (resourceId: string | undefined): string[] =>
    directory
      .visibleGrants()
      .filter((grant) => grant.clientId === principal.id && grant.resourceId === resourceId)
      .filter(({ principalId }) => principalId === null || principalId === user.id)
      .flatMap(({ scope }) => words(scope));
  const own = on(resource.id);
  if (!switches.graphConsentCoversMail || resource.appId !== exchangeOnlineAppId) return own;
  const onGraph = on(directory.servicePrincipalOf(microsoftGraphAppId)?.id);
  return [...own, ...onGraph.filter((name) => mailPermissions.includes(name))];
}

/** Permissions on an API that are asked for and that nobody has consented to. */
export function missingPermissions(
  context: ConsentContext,
  client: Client,
  user: User,
  resource: AskedResource,
): string[] {
  const consented = consentedPermissions(context, client, user, resource.principal);
  if (resource.isDefault) {
    return consented.length > 0 ? [] : registeredPermissions(client, resource.principal);
  }
  return resource.permissions.filter((name) => !consented.includes(name));
}

/**
 * Whether something that is asked for was not consented to. The scopes of OpenID Connect alone need a consent only from a
 * person for whom the application has none at all: an assumption.
 */
export function needsConsent(
  context: ConsentContext,
  client: Client,
  user: User,
  asked: AskedScopes,
): boolean {
  if (asked.resources.some((resource) => missingPermissions(context, client, user, resource).length > 0)) {
    return true;
  }
  const { directory } = context;
  return !directory
    .visibleGrants()
    .some(
      ({ clientId, principalId }) =>
        clientId === client.principal.id && (principalId === null || principalId === user.id),
    );
}

/** Permissions on an API that the application's registration names. */
export function registeredPermissions({ application }: Client, resource: ServicePrincipal): string[] {
  const ids = application.settings.requiredResourceAccess
    .filter(({ resourceAppId }) => resourceAppId.toLowerCase() === resource.appId)
    .flatMap(({ resourceAccess }) => resourceAccess.map(({ id }) => id));
  const scopes = resource.publishedApi?.scopes ?? [];
  return scopes.flatMap(({ id, value }) => (value !== null && ids.includes(id) ? [value] : []));
}

/**
 * Writes down a consent to all that is asked for, one grant per API; what was consented to before stays.
 *
 * @param user for whom; undefined for everyone in the tenant.
 */
export function recordConsent(
  directory: Directory,
  client: Client,
  { openId, resources }: AskedScopes,
  user?: User,
): void {
  const graph = directory.servicePrincipalOf(microsoftGraphAppId);
  if (graph && openId.size > 0) addPermissions(directory, client, graph, [...openId], user);
  for (const { principal, permissions, isDefault } of resources) {
    const names = isDefault ? registeredPermissions(client, principal) : permissions;
    addPermissions(directory, client, principal, names, user);
  }
}

function addPermissions(
  directory: Directory,
  { principal }: Client,
  resource: ServicePrincipal,
  permissions: readonly string[],
  user: User | undefined,
): void {
  const principalId = user?.id ?? null;
  const id = grantId(principal.id, resource.id, principalId);
  const names = new Set([...words(directory.grants.get(id)?.scope ?? null), ...permissions]).values();
  directory.grants.set(id, {
    id,
    clientId: principal.id,
    consentType: user ? "Principal" : "AllPrincipals",
    principalId,
    resourceId: resource.id,
    // The space at the start is the real service's.
    scope: ` ${[...names].join(" ")}`,
  });
}

function words(text: string | null): string[] {
  return (text ?? "").split(" ").filter((word) => word !== "");
}
