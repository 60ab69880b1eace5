import type { Settings } from "../../../../config/settings.ts";
import type { AccessTokenClaims } from "../../../../entra/accessToken.ts";
import { missingRights, sufficientRole } from "../../../../entra/deployerRights.ts";
import { fail, pass, skip, warn, type Finding } from "../../finding.ts";

/** Whether the deployer may do what a `pulumi up` does. */
export function checkRights(
  claims: AccessTokenClaims | undefined,
  { consent, restrictToMailboxUser }: Pick<Settings, "consent" | "restrictToMailboxUser">,
): readonly Finding[] {
  if (claims === undefined) return [skip("The deployer's rights cannot be read from its token.")];
  if (claims.scopes !== undefined) return [ofPerson(claims)];
  const missing = missingRights(claims, { consents: consent === "tenant", assigns: restrictToMailboxUser });
  if (missing.length === 0) {
    return [pass(`The deployer has the application permissions that it needs (${claims.roles.join(", ")}).`)];
  }
  return missing.map(({ purpose, oneOf }) =>
    fail(
      `The deployer lacks the application permission to ${purpose}; it has ${claims.roles.join(", ") || "none"}.`,
      "Entra ID administrator",
      `Give it ${oneOf[0] ?? ""} on Microsoft Graph, with an administrator's consent.`,
    ),
  );
}

/** A role may come from elsewhere too, so one that is not in the token is no failure. */
function ofPerson(claims: AccessTokenClaims): Finding {
  const who = claims.userPrincipalName ?? "The person who is signed in";
  const role = sufficientRole(claims);
  if (role !== undefined) return pass(`${who} has the role ${role}.`);
  return warn(
    `${who} has no role in the directory that is known to be enough.`,
    "Entra ID administrator",
    "Give the person the role Cloud Application Administrator, and have them sign in again.",
  );
}
