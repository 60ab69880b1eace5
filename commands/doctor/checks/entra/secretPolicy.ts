import type { Settings } from "../../../../config/settings.ts";
import { secretRefusal, type SecretRule } from "../../../../entra/secretPolicy.ts";
import { failOf, pass, skip, type Finding } from "../../finding.ts";

/** An application that is to get secrets. */
export interface SecretReceiver {
  /** Such as `of mailbox support (support@contoso.com)`. */
  readonly label: string;
  /** When it was made; undefined for one that is not there yet. */
  readonly created: Date | undefined;
}

/**
 * Whether the tenant's policy for client secrets allows those of the stack's calendar.
 *
 * An application that is there may be exempted by a policy of its own, and its secret in use keeps working, so that is a warning.
 *
 * @param rules undefined where they could not be read.
 */
export function checkSecretPolicy(
  receivers: readonly SecretReceiver[],
  rules: readonly SecretRule[] | undefined,
  { lifetimeDays }: Settings["secret"],
  now: Date,
): readonly Finding[] {
  if (rules === undefined) {
    return [
      skip(
        "The tenant's policy for client secrets is not looked at: that needs the application permission Policy.Read.All.",
      ),
    ];
  }
  const refused = receivers.flatMap(({ label, created }): readonly Finding[] => {
    const refusal = secretRefusal(rules, { applicationCreated: created ?? now, lifetimeDays });
    if (refusal === undefined) return [];
    const { code, reason, action } = refusal;
    const finding = failOf(
      `Entra ID will refuse the next secret of the application ${label} (${code}), because ${reason}; ${action}`,
    );
    return [created === undefined || finding.status !== "FAIL" ? finding : { ...finding, status: "WARN" }];
  });
  if (refused.length > 0) return refused;
  return [pass(`The tenant's policy for client secrets allows those of ${lifetimeDays} days.`)];
}
