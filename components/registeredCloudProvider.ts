import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { ConsentMode, SignInAudience } from "../config/options.ts";
import { secretCalendar, type SecretCalendar } from "../config/calendar.ts";
import type { SecretSettings } from "../config/rotation.ts";
import { secretWarning } from "../config/secretWarning.ts";
import type { PermissionName } from "../entra/permissions.ts";
import type { ApplicationSecret } from "./applicationSecrets.ts";
import { CloudProvider } from "./cloudProvider.ts";
import type { Existing } from "./existing.ts";
import { MailApplication } from "./mailApplication.ts";
import {
  adoptsApplication,
  applicationNameOf,
  keepsSecret,
  permissionsOf,
  type RegistrationSubject,
} from "./registrationSubject.ts";
import { nameInSite } from "./site.ts";
import type { Tenant } from "./tenant.ts";
import { tidySecrets } from "./tidySecrets.ts";
import type { XcallyServer } from "./xcallyServer.ts";

/** What is the same for every application of a stack. */
export interface RegistrationArgs {
  readonly server: XcallyServer;
  readonly tenant: Tenant;
  readonly redirectUri: string;
  readonly signInAudience: SignInAudience;
  readonly consent: ConsentMode;
  /** Permissions asked for besides those of the protocols. */
  readonly additionalPermissions: readonly PermissionName[];
  /** What application names begin with. */
  readonly applicationNamePrefix: string;
  readonly secret: SecretSettings;
  /** The moment whose period of the calendar is in force. */
  readonly today: Date;
  /** What there is already. */
  readonly existing: Existing;
}

/** An application in Entra ID and the Cloud Provider in XCALLY that signs in with it. */
export interface RegisteredCloudProvider {
  readonly application: MailApplication;
  /** The calendar of the application's secrets at the moment of the run. */
  readonly calendar: SecretCalendar;
  readonly cloudProvider: CloudProvider;
  /** The secret that XCALLY holds; for one that people gave it, no key id and the day on which it is replaced. */
  readonly secretInUse: Pick<ApplicationSecret, "keyId" | "endDate">;
}

/**
 * Registers an application and hands it to XCALLY.
 *
 * @param parent the component that the resources belong to.
 */
export function registerCloudProvider(
  subject: RegistrationSubject,
  args: RegistrationArgs,
  parent: pulumi.Resource,
): RegisteredCloudProvider {
  const { tenant, redirectUri, signInAudience, consent, today } = args;
  const { name, label, adopt, retain, protect } = subject;
  const resourceName = nameInSite(args.existing.site, name);
  const existing = args.existing.of(name);
  const calendarKey = existing.calendarKey ?? name;
  const calendar = secretCalendar(today, calendarKey, args.secret);
  const warning = secretWarning(today, label, calendar, args.secret);
  if (warning !== undefined) void pulumi.log.warn(warning, parent);
  const rotateNow = {
    ...(args.secret.rotateNow === undefined ? {} : { stack: args.secret.rotateNow }),
    ...(subject.rotateNow === undefined ? {} : { mailbox: subject.rotateNow }),
  };
  // In state before anything else is made: what a run that was cut off has made is found again by it.
  const marker = new random.RandomId(resourceName, { byteLength: 8 }, { parent });
  const application = new MailApplication(
    resourceName,
    {
      tenant,
      displayName: applicationNameOf(subject, args.applicationNamePrefix),
      redirectUri,
      signInAudience,
      permissions: permissionsOf(subject, args.additionalPermissions),
      consent,
      assignees: args.existing.assignees?.(subject),
      secrets: {
        calendar,
        tidiesUp: args.existing.tidiesUp,
        ...(Object.keys(rotateNow).length === 0 ? {} : { rotateNow }),
      },
      marker: marker.hex,
      existing,
      isAdopted: adoptsApplication(subject),
      retain,
      protect,
      calendarKey,
    },
    { parent },
  );
  const { active, slots } = application.secrets;
  const inUse = keepsSecret(subject, today) ? undefined : active;
  const cloudProvider = new CloudProvider(
    resourceName,
    args.server,
    {
      mailbox: label,
      name: subject.displayName,
      marker: marker.hex,
      clientId: application.clientId,
      tenantId: tenant.tenantId,
      redirectUri,
      ...(inUse === undefined
        ? {}
        : { clientSecret: inUse.value, secretKeyId: inUse.keyId, secretExpires: inUse.endDate }),
      ...(adopt === undefined
        ? {}
        : { adopt: { id: String(adopt.cloudProviderId), withApplication: adoptsApplication(subject) } }),
    },
    // Not before the service principal and the consent are there, without which nobody could sign in; and a destroy that must
    // stop at the Cloud Provider has taken nothing from Entra ID yet.
    { parent, dependsOn: application, retainOnDelete: retain, protect },
  );
  tidySecrets(
    {
      label,
      existing,
      isAdopted: adoptsApplication(subject),
      applicationObjectId: application.applicationObjectId,
      marker: marker.hex,
      slots: slots.map(({ keyId }) => keyId),
      held: cloudProvider.secretKeyId,
    },
    args.existing.graph,
    parent,
  );
  return {
    application,
    calendar,
    cloudProvider,
    // What XCALLY was given, not what it is to get: a run that leaves the Cloud Provider out (--target) has not handed over a new one.
    secretInUse:
      inUse === undefined
        ? { keyId: pulumi.output(""), endDate: pulumi.output(`${adopt?.keepSecretUntil ?? ""}T00:00:00Z`) }
        : {
            keyId: pulumi.all([cloudProvider.secretKeyId, inUse.keyId]).apply(([held, made]) => held ?? made),
            endDate: pulumi
              .all([cloudProvider.secretExpires, inUse.endDate])
              .apply(([held, made]) => held ?? made),
          },
  };
}
