import type { Directory } from "./directory.ts";
import type { User } from "./entities.ts";

/** A mailbox in Exchange Online, a person's own or a shared one. */
export interface Mailbox {
  /** The account behind it; a shared mailbox has one too, at which nobody signs in. */
  readonly owner: User;
  readonly shared: boolean;
  /** User principal names, in small letters, of the people with Full Access. A test may change it. */
  readonly fullAccess: Set<string>;
  /** User principal names, in small letters, of the people with Send As. A test may change it. */
  readonly sendAs: Set<string>;
}

/** What a person may do with a mailbox. */
export interface MailboxRights {
  readonly mayOpen: boolean;
  readonly maySendAs: boolean;
}

/**
 * Finds a mailbox by its address or by its owner's user principal name, in any case. That the latter works too is an
 * assumption: clients are told to name the address.
 */
export function findMailbox(directory: Directory, name: string): Mailbox | undefined {
  const asked = name.toLowerCase();
  const all = [...directory.mailboxes.values()];
  return (
    all.find(({ owner }) => owner.mail.toLowerCase() === asked) ??
    all.find(({ owner }) => owner.userPrincipalName.toLowerCase() === asked)
  );
}

/** A person has every right on the own mailbox, and on others what was given. */
export function rightsOn({ owner, fullAccess, sendAs }: Mailbox, user: User): MailboxRights {
  const own = owner.id === user.id;
  const name = user.userPrincipalName.toLowerCase();
  return { mayOpen: own || fullAccess.has(name), maySendAs: own || sendAs.has(name) };
}
