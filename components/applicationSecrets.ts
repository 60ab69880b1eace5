import * as azuread from "@pulumi/azuread";
import type * as pulumi from "@pulumi/pulumi";
import type { SecretCalendar } from "../config/calendar.ts";

/** Arguments of {@link createApplicationSecrets}. */
export interface ApplicationSecretsArgs {
  /** Resource id of the application (`/applications/{object id}`). */
  readonly applicationId: pulumi.Input<string>;
  /** Which secret is in which slot, until when, and which of them is in use. */
  readonly calendar: SecretCalendar;
  /** Tokens of which a changed one replaces both secrets once. Defaults to none. */
  readonly rotateNow?: Readonly<Record<string, string>>;
}

/** The client secret that is in use. */
export interface ApplicationSecret {
  /** The secret itself; a Pulumi secret. */
  readonly value: pulumi.Output<string>;
  /** Its id, by which Entra ID lists it. */
  readonly keyId: pulumi.Output<string>;
  /** When it ends. */
  readonly endDate: pulumi.Output<string>;
}

/**
 * Makes the two client secrets of an application, with explicit end dates, and gives the one in use.
 *
 * A renewal replaces the secret that is not in use: the new one is made first, XCALLY gets it, only then the oldest is removed, and the
 * one that XCALLY held until now stays valid for another period. A run that fails on the way removes nothing.
 */
export function createApplicationSecrets(
  name: string,
  { applicationId, calendar, rotateNow }: ApplicationSecretsArgs,
  opts: pulumi.CustomResourceOptions,
): ApplicationSecret {
  const make = (slot: 0 | 1): ApplicationSecret => {
    const { endDate } = calendar.slots[slot];
    const password = new azuread.ApplicationPassword(
      `${name}-${slot}`,
      {
        applicationId,
        displayName: `XCALLY until ${endDate.slice(0, 10)}`,
        endDate,
        ...(rotateNow === undefined ? {} : { rotateWhenChanged: rotateNow }),
      },
      { ...opts, deleteBeforeReplace: false },
    );
    return { value: password.value, keyId: password.keyId, endDate: password.endDate };
  };
  const slots = [make(0), make(1)] as const;
  return slots[calendar.activeSlot];
}
