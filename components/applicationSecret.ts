import * as azuread from "@pulumi/azuread";
import type * as pulumi from "@pulumi/pulumi";

/** Arguments of {@link createApplicationSecret}. */
export interface ApplicationSecretArgs {
  /** Resource id of the application (`/applications/{object id}`). */
  readonly applicationId: pulumi.Input<string>;
  /** When the secret ends, such as `2026-06-30T00:00:00Z`; it comes from the calendar, so it is the same on every day of a period. */
  readonly endDate: string;
}

/** The client secret that is to be used now. */
export interface ApplicationSecret {
  /** The secret itself; a Pulumi secret. */
  readonly value: pulumi.Output<string>;
  /** Its id, by which Entra ID lists it. */
  readonly keyId: pulumi.Output<string>;
  /** When it ends. */
  readonly endDate: pulumi.Output<string>;
}

/**
 * Makes a client secret with an explicit end date. A new end date makes a new secret: it is created first, XCALLY gets it, and
 * only then is the old one removed.
 */
export function createApplicationSecret(
  name: string,
  { applicationId, endDate }: ApplicationSecretArgs,
  opts: pulumi.CustomResourceOptions,
): ApplicationSecret {
  const password = new azuread.ApplicationPassword(
    name,
    { applicationId, displayName: `XCALLY until ${endDate.slice(0, 10)}`, endDate },
    { ...opts, deleteBeforeReplace: false },
  );
  return { value: password.value, keyId: password.keyId, endDate: password.endDate };
}
