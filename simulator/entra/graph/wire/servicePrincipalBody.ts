import { z } from "zod";

const text = z.string().nullable();

const settings = {
  accountEnabled: z.boolean().optional(),
  alternativeNames: z.array(z.string()).optional(),
  appRoleAssignmentRequired: z.boolean().optional(),
  description: text.optional(),
  loginUrl: text.optional(),
  notes: text.optional(),
  notificationEmailAddresses: z.array(z.string()).optional(),
  preferredSingleSignOnMode: z.enum(["password", "saml", "notSupported", "oidc"]).nullable().optional(),
  samlSingleSignOnSettings: z
    .strictObject({ relayState: text.default(null) })
    .nullable()
    .optional(),
  tags: z.array(z.string()).optional(),
};

/** The body of `POST /servicePrincipals`. */
export const newServicePrincipalBody = z.strictObject({
  ...settings,
  appId: z.guid(),
  "owners@odata.bind": z.array(z.string()).default([]),
});

/** The body of `PATCH /servicePrincipals/{id}`. */
export const servicePrincipalPatchBody = z.strictObject(settings);

/** Properties of a service principal that exist and cannot be written once it exists. */
export const servicePrincipalReadOnly = [
  "id",
  "appId",
  "appDisplayName",
  "appOwnerOrganizationId",
  "createdDateTime",
  "deletedDateTime",
  "oauth2PermissionScopes",
  "servicePrincipalNames",
  "servicePrincipalType",
  "signInAudience",
];

/** Properties of a service principal that Graph lets a caller write and the stand-in does not. */
export const servicePrincipalNotServed = [
  "addIns",
  "customSecurityAttributes",
  "keyCredentials",
  "passwordCredentials",
  "preferredTokenSigningKeyThumbprint",
  "tokenEncryptionKeyId",
];
