import * as pulumi from "@pulumi/pulumi";
import type { Mailbox } from "../config/mailbox.ts";
import { applicationComponentType, linksInState, mailboxType } from "./knownMailboxes.ts";
import { nameOfAccount } from "./mailAccount.ts";
import type { RegistrationSubject } from "./registrationSubject.ts";
import type { StackState } from "./stackState.ts";

/**
 * Refuses to delete what is protected, before anything is touched and for all mailboxes at once. Pulumi would refuse it too, but at the end of the
 * run, one resource after the other.
 *
 * @throws RunError naming every mailbox that is gone from the configuration, or would lose its application or the link of its mail account.
 */
export function requireUnprotected(
  mailboxes: readonly Mailbox[],
  subjects: readonly RegistrationSubject[],
  renames: ReadonlyMap<string, string>,
  state: StackState,
): void {
  const wanted = new Set([...mailboxes.map(({ key }) => key), ...renames.values()]);
  const gone = state
    .names(mailboxType)
    .filter((key) => !wanted.has(key) && state.isTrue(mailboxType, key, "protect"));
  const applications = new Set([...subjects.map(({ name }) => name), ...renames.values(), ...gone]);
  const left = state
    .names(applicationComponentType)
    .filter((name) => !applications.has(name) && state.isTrue(applicationComponentType, name, "protect"));
  const accounts = new Set(mailboxes.map(({ account }) => nameOfAccount(account)));
  const unlinked = linksInState(state).filter(
    ({ name, key }) => wanted.has(key) && !accounts.has(name) && state.isTrue(mailboxType, key, "protect"),
  );
  const problems = [
    ...gone.map(
      (key) =>
        `Mailbox ${key} (${state.text(mailboxType, key, "address") ?? ""}) is not in the configuration any more, but it is protected: ${
          state.has(applicationComponentType, key) ? "its application would be deleted" : "its link would go"
        } and its mail stop. If that is meant, put its record back with protect: false, run pulumi up, and remove it then.`,
    ),
    ...left.map(
      (name) =>
        `The application of ${name === "shared" ? "all mailboxes" : `mailbox ${name}`} would be deleted, because application is another than before, but it is protected: ` +
        `everybody would have to sign in again. If that is meant, set application back and protect to false, run pulumi up, and change it then.`,
    ),
    ...unlinked.map(
      ({ name, key, address }) =>
        `Mailbox ${key} (${address}) would let go of its mail account ${name}, because its address, account or accountId is another than before, but it is ` +
        `protected: mail of that account would stop. If that is meant, set that back with protect: false, run pulumi up, and change it then.`,
    ),
  ];
  if (problems.length > 0) throw new pulumi.RunError(problems.join("\n"));
}
