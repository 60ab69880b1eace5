import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import type { SecretCalendar } from "../config/calendar.ts";
import { secretName } from "./secretName.ts";

/** Arguments of {@link createApplicationSecrets}. */
export interface ApplicationSecretsArgs {
  /** Resource id of the application (`/applications/{object id}`). */
  readonly applicationId: pulumi.Input<string>;
  /** Which secret is in which slot, until when, and which of them is in use. */
  readonly calendar: SecretCalendar;
  /** The registration's marker, by which the stack knows secrets of its own that a run which was cut off has made. */
  readonly marker: pulumi.Input<string>;
  /** Whether one that is replaced is left for `tidySecrets` to remove; else the azuread provider removes it. */
  readonly tidiesUp: boolean;
  /** Tokens of which a changed one replaces both secrets once. Defaults to none. */
  readonly rotateNow?: Readonly<Record<string, string>>;
}

/** A client secret of an application. */
export interface ApplicationSecret {
  /** The secret itself; a Pulumi secret. */
  readonly value: pulumi.Output<string>;
  /** Its id, by which Entra ID lists it. */
  readonly keyId: pulumi.Output<string>;
  /** When it ends. */
  readonly endDate: pulumi.Output<string>;
}

/** The two client secrets of an application. */
export interface ApplicationSecrets {
  /** The one in use. */
  readonly active: ApplicationSecret;
  readonly slots: readonly ApplicationSecret[];
}

/**
 * Makes the two client secrets of an application, with explicit end dates.
 *
 * A renewal replaces the secret that is not in use: the new one is made first, XCALLY gets it, only then the oldest is removed, and the
 * one that XCALLY held until now stays valid for another period. A run that fails on the way removes nothing.
 *
 * The azuread provider must not remove it where that can be helped: it would do so although XCALLY still has the secret in a run that leaves the
 * Cloud Provider out (`--target`), it fails on one that is gone already, and it waits for 20 seconds.
 */
export function createApplicationSecrets(
  name: string,
  { applicationId, calendar, marker, tidiesUp, rotateNow }: ApplicationSecretsArgs,
  opts: pulumi.CustomResourceOptions,
): ApplicationSecrets {
  const make = (slot: 0 | 1, before: readonly azuread.ApplicationPassword[]) => {
    const { endDate } = calendar.slots[slot];
    return new azuread.ApplicationPassword(
      `${name}-${slot}`,
      {
        applicationId,
        displayName: pulumi.output(marker).apply((word) => secretName(endDate, word)),
        endDate,
        ...(rotateNow === undefined ? {} : { rotateWhenChanged: rotateNow }),
      },
      pulumi.mergeOptions(opts, {
        deleteBeforeReplace: false,
        retainOnDelete: tidiesUp,
        dependsOn: [...before],
      }),
    );
  };
  // The azuread provider makes secrets of an application one after the other, for four seconds each. One that waited for its turn in there would
  // hold one of the engine's parallel operations all the while.
  const first = make(0, []);
  const slots = [first, make(1, [first])] as const;
  return { active: slots[calendar.activeSlot], slots };
}
