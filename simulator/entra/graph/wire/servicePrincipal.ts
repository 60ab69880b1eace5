import type { Directory } from "../../state/directory.ts";
import type { Application, PublishedApi, ServicePrincipal } from "../../state/entities.ts";
import { microsoftTenantId } from "../../state/microsoftApis.ts";
import type { GraphVersion } from "../graphContext.ts";
import type { WireObject } from "../query/queryOptions.ts";
import { formatDateTime } from "./dateTime.ts";

/** Writes a service principal as Graph does: its own settings, and what it copies from its application. */
export function writeServicePrincipal(
  principal: ServicePrincipal,
  directory: Directory,
  version: GraphVersion,
): WireObject {
  const application = [...directory.applications.values()].find(({ appId }) => appId === principal.appId);
  const { tags, ...settings } = principal.settings;
  return {
    id: principal.id,
    deletedDateTime: principal.deletedDateTime ? formatDateTime(principal.deletedDateTime) : null,
    appId: principal.appId,
    applicationTemplateId: null,
    createdDateTime: formatDateTime(principal.createdDateTime),
    disabledByMicrosoftStatus: null,
    preferredTokenSigningKeyThumbprint: null,
    resourceSpecificApplicationPermissions: [],
    servicePrincipalType: "Application",
    tokenEncryptionKeyId: null,
    addIns: [],
    keyCredentials: [],
    passwordCredentials: [],
    verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
    ...settings,
    ...(principal.publishedApi
      ? fromMicrosoft(principal.publishedApi)
      : fromApplication(application, directory)),
    tags: [...new Set([...tags, ...(application?.settings.tags ?? [])])],
    ...(version === "beta" ? { samlMetadataUrl: null } : {}),
  };
}

function fromMicrosoft(api: PublishedApi): WireObject {
  return {
    appDescription: null,
    appDisplayName: api.displayName,
    appOwnerOrganizationId: microsoftTenantId,
    appRoles: api.roles,
    displayName: api.displayName,
    homepage: null,
    info: null,
    logoutUrl: null,
    oauth2PermissionScopes: api.scopes,
    replyUrls: [],
    servicePrincipalNames: api.names,
    signInAudience: "AzureADMultipleOrgs",
  };
}

function fromApplication(application: Application | undefined, directory: Directory): WireObject {
  const settings = application?.settings;
  return {
    appDescription: settings?.description ?? null,
    appDisplayName: settings?.displayName ?? null,
    appOwnerOrganizationId: directory.tenant.id,
    appRoles: settings?.appRoles ?? [],
    displayName: settings?.displayName ?? null,
    homepage: settings?.web.homePageUrl ?? null,
    info: settings ? { ...settings.info, logoUrl: null } : null,
    logoutUrl: settings?.web.logoutUrl ?? null,
    oauth2PermissionScopes: settings?.api.oauth2PermissionScopes ?? [],
    replyUrls: settings
      ? [...settings.web.redirectUris, ...settings.spa.redirectUris, ...settings.publicClient.redirectUris]
      : [],
    servicePrincipalNames: application ? [...application.settings.identifierUris, application.appId] : [],
    signInAudience: settings?.signInAudience ?? null,
  };
}
