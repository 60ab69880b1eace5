import type { Adoption } from "../config/adoption.ts";
import { applicationName } from "../config/applicationName.ts";
import type { Mailbox } from "../config/mailbox.ts";
import type { ApplicationMode } from "../config/options.ts";
import { mailPermissions, protocols, type PermissionName, type Protocol } from "../entra/permissions.ts";

/** Whom an application and its Cloud Provider are for. */
export interface RegistrationSubject {
  /** Logical name of the resources, and key of the secrets' calendar. */
  readonly name: string;
  /** The name that messages use: `support (support@contoso.com)`. */
  readonly label: string;
  /** What people see it called after. */
  readonly displayName: string;
  readonly protocols: readonly Protocol[];
  /** User principal names of those who sign in to its application, in lower case, each once. */
  readonly signInUsers: readonly string[];
  /** A token of which a changed one replaces the secrets once. Defaults to none. */
  readonly rotateNow?: string;
  /** What people made by hand, to be taken over. Defaults to nothing. */
  readonly adopt?: Adoption;
  /** Whether everything stays where it is when it is removed from the stack. */
  readonly retain: boolean;
  /** Whether a run that would delete or replace its application or Cloud Provider is refused. */
  readonly protect: boolean;
}

/** The subject of one mailbox's own registration. */
export function subjectOf({
  key,
  address,
  displayName,
  protocols,
  signInUser,
  rotateNow,
  adopt,
  retain,
  protect,
}: Mailbox): RegistrationSubject {
  return {
    name: key,
    label: `${key} (${address})`,
    displayName: displayName ?? address,
    protocols,
    signInUsers: [signInUser.toLowerCase()],
    ...(rotateNow === undefined ? {} : { rotateNow }),
    ...(adopt === undefined ? {} : { adopt }),
    retain,
    protect,
  };
}

/** The subject of the registration that all mailboxes share. */
export function sharedSubject(mailboxes: readonly Mailbox[]): RegistrationSubject {
  return {
    name: "shared",
    label: "shared by all mailboxes",
    displayName: "all mailboxes",
    protocols: protocols.filter((protocol) =>
      mailboxes.some((mailbox) => mailbox.protocols.includes(protocol)),
    ),
    signInUsers: [...new Set(mailboxes.map(({ signInUser }) => signInUser.toLowerCase()))],
    retain: false,
    protect: mailboxes.some(({ protect }) => protect),
  };
}

/** Every subject of a stack. */
export function subjects(
  mode: ApplicationMode,
  mailboxes: readonly Mailbox[],
): readonly RegistrationSubject[] {
  return mode === "shared" ? [sharedSubject(mailboxes)] : mailboxes.map(subjectOf);
}

/** The delegated permissions that a subject's application needs. */
export function permissionsOf(
  { protocols }: RegistrationSubject,
  additional: readonly PermissionName[],
): readonly PermissionName[] {
  return [...new Set([...mailPermissions(protocols), ...additional])];
}

/** The name of a subject's application. */
export function applicationNameOf({ displayName }: RegistrationSubject, prefix: string): string {
  return applicationName(prefix, displayName);
}

/** Whether the subject's application was made by people. */
export function adoptsApplication({ adopt }: RegistrationSubject): boolean {
  return adopt?.applicationObjectId !== undefined || adopt?.clientId !== undefined;
}

/** Whether XCALLY keeps the secret that people gave it at this moment. */
export function keepsSecret({ adopt }: RegistrationSubject, today: Date): boolean {
  return adopt?.keepSecretUntil !== undefined && today.getTime() < Date.parse(adopt.keepSecretUntil);
}
