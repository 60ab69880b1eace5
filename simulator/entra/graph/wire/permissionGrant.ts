import { z } from "zod";
import type { PermissionGrant } from "../../state/entities.ts";
import type { WireObject } from "../query/queryOptions.ts";

const scope = z.string().max(3850).nullable();

/** The body of `POST /oauth2PermissionGrants`. */
export const newGrantBody = z.strictObject({
  clientId: z.guid(),
  consentType: z.enum(["AllPrincipals", "Principal"]),
  principalId: z.guid().nullable().default(null),
  resourceId: z.guid(),
  scope: scope.default(null),
});

/** The body of `PATCH /oauth2PermissionGrants/{id}`. Only the scope can change; the route names what else came. */
export const grantPatchBody = z.strictObject({
  clientId: z.string().optional(),
  consentType: z.string().nullable().optional(),
  principalId: z.string().nullable().optional(),
  resourceId: z.string().nullable().optional(),
  scope: scope.optional(),
});

/** Writes a grant as Graph does. */
export function writeGrant(grant: PermissionGrant): WireObject {
  return { ...grant };
}
