import { advice, type Actor } from "./explanation.ts";

/** Graph's codes for secrets that the tenant's app management policy forbids. */
export type PolicyErrorCode =
  "CredentialInvalidLifetimeAsPerAppPolicy" | "CredentialTypeNotAllowedAsPerAppPolicy";

/** What the tenant forbids, in words. */
export interface PolicyError {
  readonly code: PolicyErrorCode;
  /** Id of the policy; undefined where the text did not name it. */
  readonly policyId: string | undefined;
  readonly who: Actor;
  /** One sentence: what the tenant forbids, which setting changes it, who must act. */
  readonly message: string;
}

interface Restriction {
  readonly forbids: string;
  /** A clause about this stack's settings. */
  readonly setting: string;
  readonly action: string;
  readonly who: Actor;
}

const restrictions: Readonly<Record<PolicyErrorCode, Restriction>> = {
  CredentialInvalidLifetimeAsPerAppPolicy: {
    forbids: "client secrets that live as long as this one",
    setting:
      "lower secret.lifetimeDays to what the policy allows, and with it secret.everyDays and secret.graceDays, because two periods and the grace must fit into it",
    action: "raise maxLifetime of the restriction passwordLifetime for these applications",
    who: "deployer",
  },
  CredentialTypeNotAllowedAsPerAppPolicy: {
    forbids: "adding client secrets to this application",
    setting: "no setting of this stack can change that",
    action:
      "assign to these applications an app management policy in which the restriction passwordAddition is disabled, for XCALLY cannot sign in without a secret",
    who: "administrator",
  },
};

/**
 * Explains a refusal of Graph's `addPassword` that comes from the tenant's app management policy
 * (https://learn.microsoft.com/graph/api/resources/applicationauthenticationmethodpolicy).
 *
 * @param text the error as it came: Graph's code, its body, or the message of the program that asked it.
 * @returns undefined when the text is about something else.
 */
export function explainPolicyError(text: string): PolicyError | undefined {
  const code = (Object.keys(restrictions) as PolicyErrorCode[]).find((candidate) => text.includes(candidate));
  if (code === undefined) return undefined;
  const { forbids, setting, action, who } = restrictions[code];
  const policyId = /assigned policy '?([0-9a-f-]{36})\b/i.exec(text)?.[1];
  const policy = policyId === undefined ? "policy" : `policy ${policyId}`;
  const ask = advice({ who: "administrator", action });
  return {
    code,
    policyId,
    who,
    message: `The tenant's app management ${policy} forbids ${forbids} (${code}): ${setting}${who === "deployer" ? ", or" : ";"} ${ask}.`,
  };
}
