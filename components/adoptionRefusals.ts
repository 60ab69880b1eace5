import * as pulumi from "@pulumi/pulumi";
import type { Adoption } from "../config/adoption.ts";
import { cloudProviderType, ownerOf, type KnownApplication } from "./existingRegistration.ts";
import { keepsSecret, type RegistrationSubject } from "./registrationSubject.ts";
import { associationType } from "./knownMailboxes.ts";
import type { StackState } from "./stackState.ts";

/** Refuses to keep a secret of people's where XCALLY has been given one of the stack's: nobody has the former any more. */
export function requireKeptSecret(subject: RegistrationSubject, today: Date, state: StackState): void {
  if (!keepsSecret(subject, today)) return;
  if (state.text(cloudProviderType, subject.name, "secretKeyId") === undefined) return;
  throw new pulumi.RunError(
    `adopt.keepSecretUntil of mailbox ${subject.label} is ${subject.adopt?.keepSecretUntil ?? ""}, but XCALLY has a secret of this stack's already. ` +
      `Remove keepSecretUntil.`,
  );
}

/** Refuses to adopt another application than the mailbox has: the wish would be passed over in silence. */
export function requireSameApplication(
  { applicationObjectId, clientId }: Adoption,
  known: KnownApplication,
  label: string,
): void {
  const isSame =
    (applicationObjectId ?? known.objectId) === known.objectId &&
    (clientId ?? known.clientId) === known.clientId;
  if (isSame) return;
  throw new pulumi.RunError(
    `Mailbox ${label} is to adopt the application ${applicationObjectId ?? clientId ?? ""}, but it has the application ${known.objectId} ` +
      `(client id ${known.clientId}) already. Correct adopt, or give the mailbox a new key.`,
  );
}

/** Refuses an application that the stack has for another mailbox, with which it would be deleted. */
export function requireUnownedApplication(objectId: string, label: string, state: StackState): void {
  const owner = ownerOf(state, objectId);
  if (owner === undefined) return;
  throw new pulumi.RunError(
    `Mailbox ${label} is to adopt the application ${objectId}, but this stack has it for ${owner} already. ` +
      `Take ${owner} out of the stack with retain first, or correct adopt.`,
  );
}

/** Refuses a Cloud Provider that the stack has linked for another mailbox. */
export function requireUnownedCloudProvider(
  { adopt, label, name }: RegistrationSubject,
  state: StackState,
): void {
  if (adopt === undefined || state.has(cloudProviderType, name)) return;
  const id = String(adopt.cloudProviderId);
  const account = state.nameOf(associationType, "cloudProviderId", id);
  if (account === undefined) return;
  const owner = state.text(associationType, account, "mailbox") ?? account;
  throw new pulumi.RunError(
    `Mailbox ${label} is to adopt the Cloud Provider ${id}, but this stack has it for ${owner} already. ` +
      `Take ${owner} out of the stack with retain first, or correct adopt.cloudProviderId.`,
  );
}
