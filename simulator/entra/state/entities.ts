import type { JSONWebKeySet } from "jose";
import type { Moment } from "./moment.ts";

/** Who may sign in to an application. */
export type SignInAudience =
  "AzureADMyOrg" | "AzureADMultipleOrgs" | "AzureADandPersonalMicrosoftAccount" | "PersonalMicrosoftAccount";

/** One API that an application asks for, with the permissions it wants there. */
export interface RequiredResourceAccess {
  readonly resourceAppId: string;
  readonly resourceAccess: readonly { readonly id: string; readonly type: "Scope" | "Role" }[];
}

/** A delegated permission that an API offers. */
export interface PermissionScope {
  readonly id: string;
  readonly value: string | null;
  readonly type: string;
  readonly isEnabled: boolean;
  readonly adminConsentDisplayName: string | null;
  readonly adminConsentDescription: string | null;
  readonly userConsentDisplayName: string | null;
  readonly userConsentDescription: string | null;
}

/** An application permission that an API offers. */
export interface AppRole {
  readonly id: string;
  readonly value: string | null;
  readonly displayName: string;
  readonly description: string;
  readonly allowedMemberTypes: readonly string[];
  readonly isEnabled: boolean;
}

/** What a caller may write on an application. Names and nesting are Graph's. */
export interface ApplicationSettings {
  readonly displayName: string;
  readonly description: string | null;
  readonly notes: string | null;
  readonly signInAudience: SignInAudience;
  readonly identifierUris: readonly string[];
  readonly tags: readonly string[];
  readonly groupMembershipClaims: string | null;
  readonly serviceManagementReference: string | null;
  readonly isDeviceOnlyAuthSupported: boolean | null;
  readonly isFallbackPublicClient: boolean | null;
  /** Written and read only through the beta API. */
  readonly oauth2RequirePostResponse: boolean;
  readonly optionalClaims: Readonly<Record<string, unknown>> | null;
  readonly requiredResourceAccess: readonly RequiredResourceAccess[];
  readonly appRoles: readonly AppRole[];
  readonly api: {
    readonly acceptMappedClaims: boolean | null;
    readonly knownClientApplications: readonly string[];
    readonly requestedAccessTokenVersion: number | null;
    readonly oauth2PermissionScopes: readonly PermissionScope[];
    readonly preAuthorizedApplications: readonly Readonly<Record<string, unknown>>[];
  };
  readonly info: {
    readonly marketingUrl: string | null;
    readonly privacyStatementUrl: string | null;
    readonly supportUrl: string | null;
    readonly termsOfServiceUrl: string | null;
  };
  readonly publicClient: { readonly redirectUris: readonly string[] };
  readonly spa: { readonly redirectUris: readonly string[] };
  readonly web: {
    readonly homePageUrl: string | null;
    readonly logoutUrl: string | null;
    readonly redirectUris: readonly string[];
    readonly implicitGrantSettings: {
      readonly enableAccessTokenIssuance: boolean;
      readonly enableIdTokenIssuance: boolean;
    };
  };
}

/** A client secret. Its value is known only in the moment it is made; a hash is kept. */
export interface PasswordCredential {
  readonly keyId: string;
  readonly displayName: string | null;
  /** The first three characters of the secret. */
  readonly hint: string;
  /** SHA-256 of the secret. */
  readonly secretHash: string;
  readonly startDateTime: Date;
  readonly endDateTime: Date;
  /** When the token endpoint starts to know it. */
  readonly knownFrom: Moment;
  /** How many requests with it, once it is known, meet a server that knows it only every other time. */
  readonly flakyRequests: number;
  /** How many requests with it there were since it is known. */
  requests: number;
}

/** Whose tokens an application may show in place of a secret. Issuer, subject and audience compare to the letter. */
export interface FederatedCredential {
  /** Such as `https://token.actions.githubusercontent.com`. */
  readonly issuer: string;
  /** Such as `repo:contoso/mail:ref:refs/heads/main`. */
  readonly subject: string;
  readonly audience: string;
  /** The public keys that the issuer signs with; the real service fetches them from the issuer. */
  readonly keys: JSONWebKeySet;
}

/** What applications and service principals have in common. */
export interface DirectoryObject {
  /** The object id. */
  readonly id: string;
  readonly createdDateTime: Date;
  /** Set while the object is in the recycle bin. */
  deletedDateTime: Date | undefined;
  /** When every part of the service has heard of it. */
  readonly replicatedFrom: Moment;
  /** Whether it was there from the start (the deployer's, Microsoft's) rather than made by a request. */
  readonly seeded: boolean;
  /** Object ids of users and service principals. */
  readonly owners: Set<string>;
}

/** An application registration. */
export interface Application extends DirectoryObject {
  /** The client id. */
  readonly appId: string;
  settings: ApplicationSettings;
  readonly passwords: PasswordCredential[];
  readonly federatedCredentials: readonly FederatedCredential[];
  /** When lists start to have it. */
  readonly listedFrom: Moment;
}

/** What a caller may write on a service principal. */
export interface ServicePrincipalSettings {
  readonly accountEnabled: boolean;
  readonly alternativeNames: readonly string[];
  readonly appRoleAssignmentRequired: boolean;
  readonly description: string | null;
  readonly loginUrl: string | null;
  readonly notes: string | null;
  readonly notificationEmailAddresses: readonly string[];
  readonly preferredSingleSignOnMode: string | null;
  readonly samlSingleSignOnSettings: { readonly relayState: string | null } | null;
  readonly tags: readonly string[];
}

/** What an API of Microsoft's offers; its application registration lives in Microsoft's tenant. */
export interface PublishedApi {
  readonly displayName: string;
  readonly names: readonly string[];
  readonly scopes: readonly PermissionScope[];
  /** Delegated permissions that it gives tokens for without listing them. */
  readonly unlistedScopes: readonly string[];
  readonly roles: readonly AppRole[];
}

/** An application's presence in the tenant. */
export interface ServicePrincipal extends DirectoryObject {
  readonly appId: string;
  settings: ServicePrincipalSettings;
  /** Set for Microsoft's own; all others have their application in this tenant. */
  readonly publishedApi: PublishedApi | undefined;
  /** Application permissions on Microsoft Graph that an administrator has granted to it. */
  readonly graphRoles: readonly string[];
  /** Whether it went to the recycle bin with its application, and comes back with it. */
  deletedWithApplication: boolean;
}

/** A consent: the client may ask the resource for these delegated permissions. */
export interface PermissionGrant {
  readonly id: string;
  /** Object id of the client's service principal. */
  readonly clientId: string;
  readonly consentType: "AllPrincipals" | "Principal";
  /** Object id of the user, for a consent of one user. */
  readonly principalId: string | null;
  /** Object id of the resource's service principal. */
  readonly resourceId: string;
  /** Names of the permissions, separated by spaces. */
  scope: string | null;
}

/** A person, or the account behind a shared mailbox. */
export interface User {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly mail: string;
}
