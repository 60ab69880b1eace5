import { z } from "zod";

/** A client secret that an application has. Its value is known only to those who were there when it was made. */
export interface ExistingSecret {
  readonly keyId: string;
  readonly displayName: string | null;
  /** As Graph writes it: `2027-01-01T00:00:00Z`. */
  readonly startDateTime: string;
  /** Likewise. */
  readonly endDateTime: string;
}

/** An application registration that the tenant has. */
export interface ExistingApplication {
  readonly objectId: string;
  readonly clientId: string;
  readonly displayName: string;
  /** As Graph writes it. */
  readonly createdDateTime: string;
  readonly tags: readonly string[];
  readonly secrets: readonly ExistingSecret[];
}

/** A consent to delegated permissions that the tenant has. */
export interface ExistingGrant {
  readonly id: string;
  /** Object id of the service principal of the API. */
  readonly resourceId: string;
  /** Names of the permissions. */
  readonly scope: readonly string[];
  /** `AllPrincipals`, or `Principal` for a consent of one user. */
  readonly consentType: string;
}

/** A user, or another principal, who is assigned to an application. */
export interface ExistingAssignment {
  readonly id: string;
  /** Object id of the user. */
  readonly principalId: string;
  /** Object id of the application's service principal. */
  readonly resourceId: string;
  /** Zeros for an application that declares no roles. */
  readonly appRoleId: string;
  /** Such as `User` or `Group`; empty where Graph does not say. */
  readonly principalType: string;
}

const secretSchema = z.object({
  keyId: z.guid(),
  displayName: z.string().nullable(),
  startDateTime: z.string(),
  endDateTime: z.string(),
});

/** The properties that {@link applicationSchema} reads, for `$select`. */
export const applicationProperties = "id,appId,displayName,createdDateTime,tags,passwordCredentials";

/** An application as Graph writes it. */
export const applicationSchema = z
  .object({
    id: z.guid(),
    appId: z.guid(),
    displayName: z.string(),
    createdDateTime: z.iso.datetime({ offset: true }),
    tags: z.array(z.string()),
    passwordCredentials: z.array(secretSchema),
  })
  .transform(({ id, appId, passwordCredentials, ...application }): ExistingApplication => ({
    objectId: id,
    clientId: appId,
    ...application,
    secrets: passwordCredentials,
  }));

/** A delegated permission grant as Graph writes it. Scopes often begin with a blank, and may be null. */
export const grantSchema = z
  .object({
    id: z.string().min(1),
    resourceId: z.guid(),
    scope: z.string().nullable(),
    consentType: z.string(),
  })
  .transform(({ scope, ...grant }): ExistingGrant => ({
    ...grant,
    scope: (scope ?? "").split(/\s+/).filter((name) => name !== ""),
  }));

/** An assignment as Graph writes it. */
export const assignmentSchema: z.ZodType<ExistingAssignment> = z.object({
  id: z.string().min(1),
  principalId: z.guid(),
  resourceId: z.guid(),
  appRoleId: z.guid(),
  principalType: z.string().catch(""),
});

/** Of a service principal what is needed to ask for its grants. */
export const servicePrincipalSchema = z.object({ id: z.guid() });

/** One page of a list. */
export function pageOf<T>(item: z.ZodType<T>) {
  return z.object({ value: z.array(item), "@odata.nextLink": z.string().optional() });
}
