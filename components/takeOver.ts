import * as pulumi from "@pulumi/pulumi";
import type { Graph } from "../entra/graph.ts";
import type { PermissionName } from "../entra/permissions.ts";
import type { ExistingRegistration } from "./existingRegistration.ts";
import { wantedConsents } from "./permissions.ts";
import { adoptsApplication, applicationNameOf, type RegistrationSubject } from "./registrationSubject.ts";
import type { Tenant } from "./tenant.ts";

/**
 * The azuread provider makes an application under a temporary name first (`TERRAFORM_UPDATE_...`): one that a cut-off run left so gets
 * its name now, for the run only takes over what it finds.
 */
export async function finishApplication(
  subject: RegistrationSubject,
  { applicationObjectId, leftName }: ExistingRegistration,
  prefix: string,
  graph: Graph,
): Promise<void> {
  if (applicationObjectId === undefined || leftName === undefined) return;
  void pulumi.log.info(
    `Takes over the application ${applicationObjectId}, which a run that was cut off has made for ${subject.label}.`,
  );
  if (pulumi.runtime.isDryRun() || !leftName.startsWith("TERRAFORM_UPDATE_")) return;
  await graph.renameApplication(applicationObjectId, applicationNameOf(subject, prefix));
}

/** Lists lag, so a run that comes right after one that was cut off can make a double; it is seen later. */
export function sayDoubles({ label }: RegistrationSubject, { doubles }: ExistingRegistration): void {
  if (doubles.length === 0) return;
  void pulumi.log.warn(
    `Entra ID has other applications with the tag of mailbox ${label}, which its state does not know: object id ${doubles.join(", ")}. ` +
      `A run that was cut off has probably made them: delete them in the Entra admin center, once you are sure that XCALLY has none of them.`,
  );
}

/** Says which consents are taken over, what they hold and what they lack. */
export function sayConsents(
  subject: RegistrationSubject,
  { consents }: ExistingRegistration,
  permissions: readonly PermissionName[],
  tenant: Tenant,
): void {
  for (const { resource, resourceName, claimValues } of wantedConsents(permissions, tenant)) {
    const consent = consents.get(resource.objectId);
    if (consent === undefined) continue;
    const held = consent.scope.length === 0 ? "nothing" : consent.scope.join(", ");
    const lacking = claimValues.filter((name) => !consent.scope.includes(name)).join(", ");
    const taken = `Takes over the consent on ${resourceName} that the application of mailbox ${subject.label} has, to ${held}.`;
    if (lacking === "") void pulumi.log.info(taken);
    else if (adoptsApplication(subject)) {
      void pulumi.log.warn(
        `${taken} It lacks ${lacking}, and the consent of an adopted application stays as it is: consent to that in the Entra admin center.`,
      );
    } else void pulumi.log.warn(`${taken} It lacks ${lacking}, which the next pulumi up adds.`);
  }
}
