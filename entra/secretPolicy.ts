import { z } from "zod";
import { advice } from "./explanation.ts";
import { graphPolicies } from "./graphPolicies.ts";

/** A rule of a tenant for new client secrets of applications. */
export type SecretRule = {
  /** Applications that are older are let off; undefined lets none off. */
  readonly since: Date | undefined;
} & ({ readonly kind: "forbidden" } | { readonly kind: "lifetime"; readonly mostDays: number });

/** What the stack does under the rules. */
export interface SecretPlan {
  /** When the application was made, or the present moment for one that is not there yet. */
  readonly applicationCreated: Date;
  /** Days that a new secret is to last. */
  readonly lifetimeDays: number;
}

/** Why Entra ID will refuse a new secret. */
export interface SecretRefusal {
  /** Graph's code for it. */
  readonly code: "CredentialTypeNotAllowedAsPerAppPolicy" | "CredentialInvalidLifetimeAsPerAppPolicy";
  /** What the tenant allows: a clause. */
  readonly reason: string;
  /** What to do: a clause that begins with a verb. */
  readonly action: string;
}

/** Why the tenant's rules refuse a new secret; undefined where they allow it. A policy of the application's own may still say otherwise. */
export function secretRefusal(
  rules: readonly SecretRule[],
  { applicationCreated, lifetimeDays }: SecretPlan,
): SecretRefusal | undefined {
  const inForce = rules.filter(({ since }) => since === undefined || applicationCreated >= since);
  if (inForce.some(({ kind }) => kind === "forbidden")) {
    const code = "CredentialTypeNotAllowedAsPerAppPolicy";
    const { meaning: reason, ...rest } = graphPolicies[code];
    return { code, reason, action: advice(rest) };
  }
  const most = Math.min(...inForce.map((rule) => (rule.kind === "lifetime" ? rule.mostDays : Infinity)));
  if (lifetimeDays <= most) return undefined;
  const days = Math.floor(most);
  return {
    code: "CredentialInvalidLifetimeAsPerAppPolicy",
    reason: `the tenant's app management policy allows client secrets of at most ${days} days, and secret.lifetimeDays is ${lifetimeDays}`,
    action: `set secret.lifetimeDays to ${days} or less, and secret.everyDays and secret.graceDays so that twice the one plus the other fits`,
  };
}

/** Days in an ISO 8601 duration such as `P90D`; undefined for one with years or months, whose length varies, and for anything else. */
function daysIn(duration: string): number | undefined {
  const match = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(duration);
  if (!match) return undefined;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part?: string) => Number(part ?? 0));
  return weeks * 7 + days + (hours * 3600 + minutes * 60 + seconds) / 86_400;
}

const restriction = z.object({
  restrictionType: z.string(),
  maxLifetime: z.string().nullish(),
  restrictForAppsCreatedAfterDateTime: z.iso.datetime({ offset: true }).nullish(),
  state: z.string().nullish(),
});

/**
 * Graph's `defaultAppManagementPolicy` as the rules in it that concern client secrets. Of a restriction that is switched off, or of a kind that
 * is none of a secret's, nothing is said.
 */
export const secretPolicySchema = z
  .object({
    isEnabled: z.boolean(),
    applicationRestrictions: z.object({ passwordCredentials: z.array(restriction).nullish() }).nullish(),
  })
  .transform(({ isEnabled, applicationRestrictions }): readonly SecretRule[] =>
    isEnabled
      ? (applicationRestrictions?.passwordCredentials ?? [])
          .filter(({ state }) => state !== "disabled")
          .flatMap(toRule)
      : [],
  );

function toRule(written: z.output<typeof restriction>): readonly SecretRule[] {
  const after = written.restrictForAppsCreatedAfterDateTime;
  const since = typeof after === "string" ? new Date(after) : undefined;
  if (written.restrictionType === "passwordAddition") {
    return [{ kind: "forbidden", since }];
  }
  const mostDays =
    written.restrictionType === "passwordLifetime" ? daysIn(written.maxLifetime ?? "") : undefined;
  return mostDays === undefined ? [] : [{ kind: "lifetime", mostDays, since }];
}
