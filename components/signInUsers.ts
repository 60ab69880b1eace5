import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import type { Mailbox } from "../config/mailbox.ts";
import { assignmentName, assignmentType, type Assignee } from "./assignments.ts";
import { reasonOf } from "./azureadError.ts";
import type { KnownSubject } from "./knownMailboxes.ts";
import { adoptsApplication, type RegistrationSubject } from "./registrationSubject.ts";

/** The only users who may sign in to the application of a registration; undefined for one that people have made, which stays as it is. */
export type Assignees = (subject: RegistrationSubject) => readonly Assignee[] | undefined;

/**
 * Finds the users who sign in to the mailboxes: those who are assigned already in the state, the others through the azuread provider.
 *
 * @throws RunError one sentence that names every mailbox whose user does not exist, or why users cannot be read.
 */
export async function findSignInUsers(
  mailboxes: readonly Mailbox[],
  all: readonly KnownSubject[],
  asDeployer: pulumi.InvokeOptions,
): Promise<Assignees> {
  const restricted = all.filter(({ subject }) => !adoptsApplication(subject));
  const assigned = restricted.flatMap(({ subject: { name, signInUsers }, state }) =>
    signInUsers.flatMap((userPrincipalName) => {
      const id = state.text(assignmentType, assignmentName(name, userPrincipalName), "principalObjectId");
      return id === undefined ? [] : [[userPrincipalName, id] as const];
    }),
  );
  const objectIds = new Map<string, string>(assigned);
  const wanted = new Set(restricted.flatMap(({ subject }) => subject.signInUsers));
  const unknown = new Set(wanted);
  for (const name of objectIds.keys()) unknown.delete(name);
  await Promise.all(
    [...unknown].map(async (userPrincipalName) => {
      const objectId = await readUser(userPrincipalName, asDeployer);
      if (objectId !== undefined) objectIds.set(userPrincipalName, objectId);
    }),
  );
  requireAll(
    mailboxes.filter(({ signInUser }) => wanted.has(signInUser.toLowerCase())),
    objectIds,
  );
  return (subject) =>
    adoptsApplication(subject)
      ? undefined
      : subject.signInUsers.flatMap((userPrincipalName) => {
          const objectId = objectIds.get(userPrincipalName);
          return objectId === undefined ? [] : [{ userPrincipalName, objectId }];
        });
}

/** Says that mailboxes with one Cloud Provider have one sign-in, where the configuration names several people. */
export function saySharedSignIn(subjects: readonly RegistrationSubject[]): void {
  for (const { label, signInUsers } of subjects) {
    if (signInUsers.length < 2) continue;
    void pulumi.log.warn(
      `XCALLY keeps one sign-in for a Cloud Provider, and the one ${label} has several people to sign in: ${signInUsers.join(", ")}. ` +
        `Let one of them sign in, who needs Full Access and Send As on every mailbox, or set application to perMailbox.`,
    );
  }
}

/** Says for which mailboxes everybody is let in all the same, because their applications stay as people made them. */
export function sayUnrestricted(subjects: readonly RegistrationSubject[]): void {
  const labels = subjects.filter(adoptsApplication).map(({ label }) => label);
  if (labels.length === 0) return;
  void pulumi.log.warn(
    `restrictToMailboxUser does not hold for mailbox ${labels.join(", ")}: an adopted application lets in whom people have chosen. ` +
      `Remove applicationObjectId and clientId from adopt, and the stack sets all of the application.`,
  );
}

/** A user's object id; undefined where the tenant has no such user. */
async function readUser(
  userPrincipalName: string,
  asDeployer: pulumi.InvokeOptions,
): Promise<string | undefined> {
  try {
    const { users } = await azuread.getUsers(
      { userPrincipalNames: [userPrincipalName], ignoreMissing: true },
      asDeployer,
    );
    return users[0]?.objectId;
  } catch (error) {
    throw new pulumi.RunError(
      `restrictToMailboxUser needs to know the users who sign in, but they could not be read from Entra ID: ${reasonOf(error)}. ` +
        `Give the deployer User.ReadBasic.All on Microsoft Graph, or set restrictToMailboxUser to false.`,
    );
  }
}

function requireAll(mailboxes: readonly Mailbox[], objectIds: ReadonlyMap<string, string>): void {
  const missing = mailboxes.filter(({ signInUser }) => !objectIds.has(signInUser.toLowerCase()));
  if (missing.length === 0) return;
  const names = missing.map(({ key, address, signInUser }) => `${signInUser} (mailbox ${key}, ${address})`);
  throw new pulumi.RunError(
    `With restrictToMailboxUser only the users who sign in are let in, but the tenant has no user ${names.join(", ")}. ` +
      `Name each mailbox's signInUser by its user principal name, which may differ from its mail address.`,
  );
}
