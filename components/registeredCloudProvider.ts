import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { ConsentMode, SignInAudience } from "../config/options.ts";
import { applicationName } from "../config/applicationName.ts";
import { secretCalendar, type SecretCalendar } from "../config/calendar.ts";
import type { SecretSettings } from "../config/rotation.ts";
import { secretWarning } from "../config/secretWarning.ts";
import { mailPermissions, type PermissionName, type Protocol } from "../entra/permissions.ts";
import { CloudProvider } from "./cloudProvider.ts";
import { MailApplication } from "./mailApplication.ts";
import type { Tenant } from "./tenant.ts";
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
}

/** Whom an application and its Cloud Provider are for. */
export interface RegistrationSubject {
  /** The name that messages use: `support (support@contoso.com)`. */
  readonly label: string;
  /** What people see it called after. */
  readonly displayName: string;
  readonly protocols: readonly Protocol[];
  /** A token of which a changed one replaces the secrets once. Defaults to none. */
  readonly rotateNow?: string;
}

/** An application in Entra ID and the Cloud Provider in XCALLY that signs in with it. */
export interface RegisteredCloudProvider {
  readonly application: MailApplication;
  /** The calendar of the application's secrets at the moment of the run. */
  readonly calendar: SecretCalendar;
  readonly cloudProvider: CloudProvider;
}

/**
 * Registers an application and hands it to XCALLY.
 *
 * @param name logical name of the resources, and key of the secret's calendar.
 * @param parent the component that the resources belong to.
 */
export function registerCloudProvider(
  name: string,
  subject: RegistrationSubject,
  args: RegistrationArgs,
  parent: pulumi.Resource,
): RegisteredCloudProvider {
  const { tenant, redirectUri, signInAudience, consent } = args;
  const permissions = new Set([...mailPermissions(subject.protocols), ...args.additionalPermissions]);
  const calendar = secretCalendar(args.today, name, args.secret);
  const warning = secretWarning(args.today, subject.label, calendar, args.secret);
  if (warning !== undefined) void pulumi.log.warn(warning, parent);
  const rotateNow = {
    ...(args.secret.rotateNow === undefined ? {} : { stack: args.secret.rotateNow }),
    ...(subject.rotateNow === undefined ? {} : { mailbox: subject.rotateNow }),
  };
  const application = new MailApplication(
    name,
    {
      tenant,
      displayName: applicationName(args.applicationNamePrefix, subject.displayName),
      redirectUri,
      signInAudience,
      permissions: [...permissions],
      consent,
      secrets: { calendar, ...(Object.keys(rotateNow).length === 0 ? {} : { rotateNow }) },
    },
    { parent },
  );
  // In state before XCALLY is called: a Cloud Provider made by a run that was cut off is found again by it.
  const marker = new random.RandomId(name, { byteLength: 8 }, { parent });
  const cloudProvider = new CloudProvider(
    name,
    args.server,
    {
      mailbox: subject.label,
      name: subject.displayName,
      marker: marker.hex,
      clientId: application.clientId,
      clientSecret: application.secret.value,
      tenantId: tenant.tenantId,
      redirectUri,
      secretKeyId: application.secret.keyId,
      secretExpires: application.secret.endDate,
    },
    // Not before the service principal and the consent are there, without which nobody could sign in; and a destroy that must
    // stop at the Cloud Provider has taken nothing from Entra ID yet.
    { parent, dependsOn: application },
  );
  return { application, calendar, cloudProvider };
}
