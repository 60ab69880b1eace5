import { z } from "zod";

/** The properties to ask for, for `$select`. */
export const selectOf = {
  registration:
    "id,appId,displayName,createdDateTime,web,spa,publicClient,requiredResourceAccess,passwordCredentials",
  principal: "id,accountEnabled,appRoleAssignmentRequired",
  user: "id,userPrincipalName,mail,accountEnabled",
} as const;

const platform = z.object({ redirectUris: z.array(z.string()) }).nullish();

/** An application as Graph writes it. */
export const registrationSchema = z
  .object({
    id: z.guid(),
    appId: z.guid(),
    displayName: z.string(),
    createdDateTime: z.iso.datetime({ offset: true }),
    web: platform,
    spa: platform,
    publicClient: platform,
    requiredResourceAccess: z.array(
      z.object({
        resourceAppId: z.string(),
        resourceAccess: z.array(z.object({ id: z.string(), type: z.string() })),
      }),
    ),
    passwordCredentials: z.array(
      z.object({ keyId: z.guid(), endDateTime: z.iso.datetime({ offset: true }) }),
    ),
  })
  .transform((application) => ({
    clientId: application.appId,
    displayName: application.displayName,
    created: new Date(application.createdDateTime),
    /** Redirect URIs of the platform Web, which a client with a secret needs. */
    redirectUris: application.web?.redirectUris ?? [],
    /** Redirect URIs of the other platforms. */
    otherRedirectUris: [
      ...(application.spa?.redirectUris ?? []),
      ...(application.publicClient?.redirectUris ?? []),
    ],
    /** Ids of the delegated permissions that it declares, by the API's client id. */
    declared: new Map(
      application.requiredResourceAccess.map(({ resourceAppId, resourceAccess }) => [
        resourceAppId,
        resourceAccess.filter(({ type }) => type === "Scope").map(({ id }) => id),
      ]),
    ),
    secrets: application.passwordCredentials.map(({ keyId, endDateTime }) => ({
      keyId,
      ends: new Date(endDateTime),
    })),
  }));
export type Registration = Readonly<z.output<typeof registrationSchema>>;

/** An owner as Graph writes it. */
export const ownerSchema = z.object({ id: z.guid() });

/** A service principal as Graph writes it. */
export const principalSchema = z.object({
  id: z.guid(),
  /** Whether anybody may sign in to it. */
  accountEnabled: z.boolean().catch(true),
  /** Whether only those who are assigned to it may sign in. */
  appRoleAssignmentRequired: z.boolean().catch(false),
});
export type Principal = Readonly<z.output<typeof principalSchema>>;

/** Of an API's service principal the delegated permissions. */
export const scopesSchema = z.object({
  oauth2PermissionScopes: z.array(z.object({ id: z.guid(), value: z.string().catch("") })),
});

/** A user as Graph writes it; what the deployer may not read is null. */
export const userSchema = z.object({
  id: z.guid(),
  userPrincipalName: z.string(),
  mail: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
});
export type DirectoryUser = Readonly<z.output<typeof userSchema>>;
