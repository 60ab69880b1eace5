import type { ApplicationSettings, ServicePrincipalSettings } from "./entities.ts";

/** What Graph fills in for an application that is created with nothing but a name. */
export function defaultApplicationSettings(displayName: string): ApplicationSettings {
  return {
    displayName,
    description: null,
    notes: null,
    // Graph's own default, unlike the portal's: personal accounts included.
    signInAudience: "AzureADandPersonalMicrosoftAccount",
    identifierUris: [],
    tags: [],
    groupMembershipClaims: null,
    serviceManagementReference: null,
    isDeviceOnlyAuthSupported: null,
    isFallbackPublicClient: null,
    oauth2RequirePostResponse: false,
    optionalClaims: null,
    requiredResourceAccess: [],
    appRoles: [],
    api: {
      acceptMappedClaims: null,
      knownClientApplications: [],
      requestedAccessTokenVersion: null,
      oauth2PermissionScopes: [],
      preAuthorizedApplications: [],
    },
    info: { marketingUrl: null, privacyStatementUrl: null, supportUrl: null, termsOfServiceUrl: null },
    publicClient: { redirectUris: [] },
    spa: { redirectUris: [] },
    web: {
      homePageUrl: null,
      logoutUrl: null,
      redirectUris: [],
      implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
    },
  };
}

/** What Graph fills in for a service principal that is created with nothing but a client id. */
export const defaultServicePrincipalSettings: ServicePrincipalSettings = {
  accountEnabled: true,
  alternativeNames: [],
  appRoleAssignmentRequired: false,
  description: null,
  loginUrl: null,
  notes: null,
  notificationEmailAddresses: [],
  preferredSingleSignOnMode: null,
  samlSingleSignOnSettings: null,
  tags: [],
};
