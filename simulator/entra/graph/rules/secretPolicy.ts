import type { EntraSwitches } from "../../switches.ts";
import { GraphError } from "../graphError.ts";

/** The id of the tenant's one default policy, as Graph shows it. */
export const policyId = "00000000-0000-0000-0000-000000000000";

const millisecondsADay = 24 * 60 * 60 * 1000;

/**
 * Checks new secrets against the tenant's app management policy.
 *
 * @param validities From when to when each secret is wanted.
 * @throws GraphError 400 with the code of the restriction that forbids one of them.
 */
export function checkSecretPolicy(
  { secretsForbidden, maxSecretLifetimeDays }: Readonly<EntraSwitches>,
  validities: readonly { readonly startDateTime: Date; readonly endDateTime: Date }[],
): void {
  if (secretsForbidden && validities.length > 0) {
    throw new GraphError(
      400,
      "CredentialTypeNotAllowedAsPerAppPolicy",
      `Credential type not allowed as per assigned policy '${policyId}'.`,
    );
  }
  const limit = (maxSecretLifetimeDays ?? Infinity) * millisecondsADay;
  if (
    validities.some(
      ({ startDateTime, endDateTime }) => endDateTime.getTime() - startDateTime.getTime() > limit,
    )
  ) {
    const message = `Credential lifetime exceeds the max value allowed as per assigned policy '${policyId}'.`;
    throw new GraphError(400, "CredentialInvalidLifetimeAsPerAppPolicy", message, [
      { code: "InvalidKeyEndDate", message, target: "EndDate" },
    ]);
  }
}
