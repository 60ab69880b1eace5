import type { EntraSwitches } from "../../switches.ts";
import type { WireObject } from "../query/queryOptions.ts";
import { policyId } from "../rules/secretPolicy.ts";

/** Writes the tenant's default app management policy as Graph does; it always exists, enabled or not. */
export function writeAppManagementPolicy({
  secretsForbidden,
  maxSecretLifetimeDays,
}: Readonly<EntraSwitches>): WireObject {
  const passwordCredentials = [
    ...(secretsForbidden ? [restriction("passwordAddition", null)] : []),
    ...(maxSecretLifetimeDays === undefined
      ? []
      : [restriction("passwordLifetime", `P${maxSecretLifetimeDays}D`)]),
  ];
  return {
    id: policyId,
    displayName: "Default app management tenant policy",
    description:
      "Default tenant policy that enforces app management restrictions on applications and service principals. To apply policy to targeted resources, create a new policy under appManagementPolicies collection.",
    isEnabled: passwordCredentials.length > 0,
    applicationRestrictions: { passwordCredentials, keyCredentials: [] },
    servicePrincipalRestrictions: { passwordCredentials: [], keyCredentials: [] },
  };
}

/** A restriction of all applications, whenever they were created. */
function restriction(restrictionType: string, maxLifetime: string | null): WireObject {
  return { restrictionType, maxLifetime, restrictForAppsCreatedAfterDateTime: null, state: "enabled" };
}
