import { z } from "zod";
import { dateTime } from "./dateTime.ts";

const text = z.string().nullable();
const guid = z.guid();
const redirectUris = z.array(z.string());

const permissionScope = z.strictObject({
  id: guid,
  value: text.default(null),
  type: z.enum(["User", "Admin"]).default("User"),
  isEnabled: z.boolean().default(true),
  adminConsentDisplayName: text.default(null),
  adminConsentDescription: text.default(null),
  userConsentDisplayName: text.default(null),
  userConsentDescription: text.default(null),
});

const appRole = z.strictObject({
  id: guid,
  value: text.default(null),
  displayName: z.string(),
  description: z.string(),
  allowedMemberTypes: z.array(z.enum(["User", "Application"])).min(1),
  isEnabled: z.boolean().default(true),
});

const requiredResourceAccess = z.strictObject({
  resourceAppId: guid,
  // Ids that the API does not have are accepted, as Graph does.
  resourceAccess: z.array(z.strictObject({ id: guid, type: z.enum(["Scope", "Role"]) })),
});

const settings = {
  displayName: z.string(),
  description: text.optional(),
  notes: text.optional(),
  signInAudience: z
    .enum([
      "AzureADMyOrg",
      "AzureADMultipleOrgs",
      "AzureADandPersonalMicrosoftAccount",
      "PersonalMicrosoftAccount",
    ])
    .optional(),
  identifierUris: z.array(z.string()).optional(),
  tags: z.array(z.string()).optional(),
  groupMembershipClaims: text.optional(),
  serviceManagementReference: text.optional(),
  isDeviceOnlyAuthSupported: z.boolean().nullable().optional(),
  isFallbackPublicClient: z.boolean().nullable().optional(),
  optionalClaims: z.record(z.string(), z.unknown()).nullable().optional(),
  requiredResourceAccess: z.array(requiredResourceAccess).optional(),
  appRoles: z.array(appRole).optional(),
  api: z
    .strictObject({
      acceptMappedClaims: z.boolean().nullable().optional(),
      knownClientApplications: z.array(guid).optional(),
      requestedAccessTokenVersion: z.number().int().nullable().optional(),
      oauth2PermissionScopes: z.array(permissionScope).optional(),
      preAuthorizedApplications: z.array(z.record(z.string(), z.unknown())).optional(),
    })
    .optional(),
  info: z
    .strictObject({
      marketingUrl: text.optional(),
      privacyStatementUrl: text.optional(),
      supportUrl: text.optional(),
      termsOfServiceUrl: text.optional(),
    })
    .optional(),
  publicClient: z.strictObject({ redirectUris: redirectUris.optional() }).optional(),
  spa: z.strictObject({ redirectUris: redirectUris.optional() }).optional(),
  web: z
    .strictObject({
      homePageUrl: text.optional(),
      logoutUrl: text.optional(),
      redirectUris: redirectUris.optional(),
      implicitGrantSettings: z
        .strictObject({
          enableAccessTokenIssuance: z.boolean().optional(),
          enableIdTokenIssuance: z.boolean().optional(),
        })
        .optional(),
    })
    .optional(),
};

/** A secret that a caller asks for. */
export const passwordBody = z.strictObject({
  displayName: text.default(null),
  startDateTime: dateTime.nullable().optional(),
  endDateTime: dateTime.nullable().optional(),
});

/** The body of `POST /applications`. */
export const newApplicationBody = z.strictObject({
  ...settings,
  "owners@odata.bind": z.array(z.string()).default([]),
  passwordCredentials: z.array(passwordBody).default([]),
});

/** The body of `PATCH /applications/{id}`. */
export const applicationPatchBody = z.strictObject({ ...settings, displayName: z.string().optional() });

/** The same in the beta API, which alone knows `oauth2RequirePostResponse`. */
export const betaApplicationPatchBody = applicationPatchBody.extend({
  oauth2RequirePostResponse: z.boolean().optional(),
});

/** Properties of an application that exist and cannot be written. */
export const applicationReadOnly = [
  "id",
  "appId",
  "applicationTemplateId",
  "createdDateTime",
  "deletedDateTime",
  "publisherDomain",
];

/** Properties of an application that Graph lets a caller write and the stand-in does not. */
export const applicationNotServed = [
  "addIns",
  "defaultRedirectUri",
  "keyCredentials",
  "parentalControlSettings",
  "requestSignatureVerification",
  "samlMetadataUrl",
  "servicePrincipalLockConfiguration",
  "tokenEncryptionKeyId",
];
