import type { Explanation } from "./explanation.ts";

/**
 * Microsoft Graph's codes for what a tenant's app management policies forbid
 * (https://learn.microsoft.com/graph/api/resources/applicationauthenticationmethodpolicy), with what they mean and what to do.
 */
export const graphPolicies = {
  CredentialTypeNotAllowedAsPerAppPolicy: {
    kind: "policy",
    meaning: "the tenant's app management policy forbids client secrets, and XCALLY signs in with one",
    action: "exempt the application by an app management policy of its own",
    who: "administrator",
  },
  CredentialInvalidLifetimeAsPerAppPolicy: {
    kind: "policy",
    meaning: "the tenant's app management policy allows shorter client secrets only",
    action:
      "set secret.lifetimeDays to its limit, and secret.everyDays and secret.graceDays so that twice the one plus the other fits",
    who: "deployer",
  },
  SignInAudienceNotAllowedAsPerAppPolicy: {
    kind: "policy",
    meaning: "the tenant's app management policy forbids this signInAudience",
    action: "set signInAudience to AzureADMyOrg",
    who: "deployer",
  },
} as const satisfies Readonly<Record<string, Explanation>>;

/** What a code of Graph's means; undefined for one that is not about these policies. */
export function explainPolicyCode(code: string | undefined): Explanation | undefined {
  return Object.entries(graphPolicies).find(([known]) => known === code)?.[1];
}
