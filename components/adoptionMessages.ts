import * as pulumi from "@pulumi/pulumi";
import type { AdoptedApplication } from "./adoptedApplication.ts";
import { keepsSecret, type RegistrationSubject } from "./registrationSubject.ts";
import type { StackState } from "./stackState.ts";

/**
 * Says what a mailbox adopts, as long as the state does not have it: an adopted Cloud Provider shows in a preview as one to be
 * created, because Pulumi's dynamic providers know no import.
 */
export function sayAdoption(
  subject: RegistrationSubject,
  application: AdoptedApplication | undefined,
  state: StackState,
  today: Date,
): void {
  const { adopt, label, name } = subject;
  if (adopt === undefined || state.has("pulumi-nodejs:dynamic/xcally:CloudProvider", name)) return;
  const secret = keepsSecret(subject, today)
    ? `XCALLY keeps the secret that it has until ${adopt.keepSecretUntil ?? ""}.`
    : "XCALLY gets a secret of the stack's; the one that it has stays valid.";
  const registration =
    application === undefined
      ? "with an application of the stack's: somebody must sign in to the mailbox again"
      : `and the application ${application.objectId} of Entra ID, which stays as it is`;
  void pulumi.log.info(
    `Mailbox ${label} adopts the Cloud Provider ${adopt.cloudProviderId} of XCALLY, ${registration}. ` +
      `The Cloud Provider is changed in place, not made anew. ${secret}`,
  );
  if (application === undefined || application.lacks.length === 0) return;
  void pulumi.log.warn(
    `The application ${application.objectId} that mailbox ${label} adopts lacks ${application.lacks.join(", ")}. Add it in the Entra ` +
      `admin center, or remove applicationObjectId and clientId from adopt after this run: then the stack sets all of the application.`,
  );
}
