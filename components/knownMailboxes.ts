import * as pulumi from "@pulumi/pulumi";
import type { Mailbox } from "../config/mailbox.ts";
import type { RegistrationSubject } from "./registrationSubject.ts";
import type { StackState } from "./stackState.ts";

/** Types of the components in state. */
export const mailboxType = "xcally:index:MailboxAuthentication";
export const applicationComponentType = "xcally:index:MailApplication";
/** The type of a link in state. */
export const associationType = "pulumi-nodejs:dynamic/xcally:MailAccountAssociation";

/** A registration with the state as it speaks of it: its resources may still have the names of a former key. */
export interface KnownSubject {
  readonly subject: RegistrationSubject;
  readonly state: StackState;
}

/**
 * Finds mailboxes that have a new key: the address of another key in the state, which the configuration does not have any more. The link is
 * the last that a run brings up to date, so a run that was killed in the middle of a rename is gone on with.
 *
 * @returns former keys by the new ones.
 */
export function findRenames(mailboxes: readonly Mailbox[], state: StackState): ReadonlyMap<string, string> {
  const known = addressesInState(state);
  const keys = new Set(mailboxes.map(({ key }) => key));
  const former = new Map(
    [...known].filter(([key]) => !keys.has(key)).map(([key, address]) => [address, key] as const),
  );
  return new Map(
    mailboxes.flatMap(({ key, address }) => {
      const before = former.get(address.toLowerCase());
      return before === undefined ? [] : [[key, before] as const];
    }),
  );
}

/**
 * Refuses to give a key to another mailbox while its own is still configured: the resources of a key keep the sign-in of whoever has signed
 * in for it, so mail of one mailbox would be read by the sign-in of another.
 *
 * @throws RunError naming every such key.
 */
export function requireOwnKeys(mailboxes: readonly Mailbox[], state: StackState): void {
  const known = addressesInState(state);
  const keyOf = new Map(mailboxes.map(({ key, address }) => [address.toLowerCase(), key]));
  const problems = mailboxes.flatMap(({ key, address }) => {
    const before = known.get(key);
    if (before === undefined || before === address.toLowerCase()) return [];
    const now = keyOf.get(before);
    if (now === undefined) return [];
    return [
      `The key ${key} belongs to the mailbox ${before}, which the configuration now calls ${now}, and is given to ${address}: mail of ${address} would be ` +
        `read with the sign-in of ${before}. Give ${before} its key ${key} back, or give every mailbox a key that none has had.`,
    ];
  });
  if (problems.length > 0) throw new pulumi.RunError(problems.join("\n"));
}

/** Addresses in lower case by the key that the state has for them. */
function addressesInState(state: StackState): ReadonlyMap<string, string> {
  return new Map(linksInState(state).map(({ key, address }) => [key, address.toLowerCase()] as const));
}

/** A link from a mail account, as the state has it. */
export interface LinkInState {
  /** Its logical name, which is that of the mail account. */
  readonly name: string;
  /** Key of the mailbox that it is of. */
  readonly key: string;
  /** The mailbox's address. */
  readonly address: string;
}

/** The links that the state has, with their mailboxes. */
export function linksInState(state: StackState): readonly LinkInState[] {
  return state.names(associationType).flatMap((name) => {
    const [, key, address] =
      /^(\S+) \((.*)\)$/.exec(state.text(associationType, name, "mailbox") ?? "") ?? [];
    return key === undefined || address === undefined ? [] : [{ name, key, address }];
  });
}

/** The state as it speaks of a registration. Only names that begin with that of the registration may be asked for. */
export function stateOf(
  state: StackState,
  { name }: RegistrationSubject,
  renames: ReadonlyMap<string, string>,
): StackState {
  const formerKey = renames.get(name);
  if (formerKey === undefined) return state;
  const former = (own: string) => formerKey + own.slice(name.length);
  return {
    ...state,
    has: (type, own) => state.has(type, own) || state.has(type, former(own)),
    text: (type, own, output) => state.text(type, own, output) ?? state.text(type, former(own), output),
  };
}

/**
 * What the calendar of a registration's secrets follows from: the key that it had at first, which a component keeps in the state. A new key alone
 * renews no secret.
 */
export function calendarKeyOf(
  { name }: RegistrationSubject,
  state: StackState,
  formerKeys: ReadonlyMap<string, string>,
): string {
  return state.text(applicationComponentType, name, "calendarKey") ?? formerKeys.get(name) ?? name;
}
