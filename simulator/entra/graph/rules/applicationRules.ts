import type { Directory } from "../../state/directory.ts";
import type { Application, ApplicationSettings, SignInAudience } from "../../state/entities.ts";
import { badRequest, GraphError, invalidValue } from "../graphError.ts";
import { greatestNumber, isAllowedRedirectUri, redirectUrisOf } from "./redirectUris.ts";

/** Whether people may sign in with personal Microsoft accounts; such applications have narrower limits. */
export function allowsPersonalAccounts(audience: SignInAudience): boolean {
  return audience === "AzureADandPersonalMicrosoftAccount" || audience === "PersonalMicrosoftAccount";
}

/**
 * Checks an application's settings as a whole ("Validation differences by supported account types").
 *
 * @throws GraphError 400 for the first rule that they break.
 */
export function checkSettings(settings: ApplicationSettings): void {
  const personal = allowsPersonalAccounts(settings.signInAudience);
  const { displayName, api, requiredResourceAccess } = settings;

  if (displayName.trim() === "" || displayName.length > (personal ? 90 : 120)) {
    throw invalidValue("displayName", "Application");
  }
  const version = api.requestedAccessTokenVersion;
  if (personal ? version !== 2 : version !== null && version !== 1 && version !== 2) {
    throw badRequest("Property api.requestedAccessTokenVersion is invalid.");
  }

  const permissions = requiredResourceAccess.map(({ resourceAccess }) => resourceAccess.length);
  const total = permissions.reduce((sum, count) => sum + count, 0);
  if (
    requiredResourceAccess.length > 50 ||
    total > (personal ? 200 : 400) ||
    (personal && permissions.some((count) => count > 30))
  ) {
    throw invalidValue("requiredResourceAccess", "Application");
  }

  const uris = redirectUrisOf(settings);
  if (uris.length > greatestNumber(personal)) throw invalidValue("redirectUris", "Application");
  const refused = uris.find(({ kind, uri }) => !isAllowedRedirectUri(uri, kind, personal));
  if (refused) throw invalidValue(`${refused.kind}.redirectUris`, "Application");
}

/**
 * Checks that an application's identifier URIs are its own to use.
 *
 * @throws GraphError 400 for one of a foreign domain or of another application.
 */
export function checkIdentifierUris(
  directory: Directory,
  settings: ApplicationSettings,
  own: Application | undefined,
): void {
  const { id: tenantId, domain } = directory.tenant;
  for (const uri of settings.identifierUris) {
    const authority = /^[a-z][a-z0-9+.-]*:\/\/([^/]+)/i.exec(uri)?.[1]?.toLowerCase();
    const allowed = [own?.appId, tenantId, domain];
    if (authority !== undefined && !allowed.includes(authority) && !authority.endsWith(`.${domain}`)) {
      throw new GraphError(
        400,
        "HostNameNotOnVerifiedDomain",
        `Values of identifierUris property must use a verified domain of the organization or its subdomain: '${uri}'`,
      );
    }
    const taken = [...directory.applications.values()].some(
      (other) => other !== own && other.settings.identifierUris.includes(uri),
    );
    if (taken) {
      throw badRequest("Another object with the same value for property identifierUris already exists.");
    }
  }
}

/**
 * Checks that no enabled permission is removed or changed.
 *
 * @throws GraphError 400 with the text that clients match.
 */
export function checkEntitlements(before: ApplicationSettings, after: ApplicationSettings): void {
  const enabled = [...before.api.oauth2PermissionScopes, ...before.appRoles].filter(
    ({ isEnabled }) => isEnabled,
  );
  const now = [...after.api.oauth2PermissionScopes, ...after.appRoles];
  const broken = enabled.some((old) => {
    const kept = now.find(({ id }) => id === old.id);
    return kept?.isEnabled !== false && kept?.value !== old.value;
  });
  if (broken) {
    throw new GraphError(
      400,
      "CannotDeleteOrUpdateEnabledEntitlement",
      "Permission (scope or role) cannot be deleted or updated unless disabled first.",
    );
  }
}
