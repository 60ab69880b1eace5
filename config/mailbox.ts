import { protocols, type Protocol } from "../entra/permissions.ts";
import { readAdoption, type Adoption } from "./adoption.ts";
import { contradictions, type MailboxRules } from "./mailboxContradictions.ts";
import { mailboxFields, type MailboxValues } from "./mailboxFields.ts";
import { readObject, type Place } from "./read.ts";
import { withoutUndefined } from "./withoutUndefined.ts";

/** Which mail account of XCALLY belongs to a mailbox: the one with this address, or the one with this id. */
export type MailAccountReference =
  { readonly by: "address"; readonly address: string } | { readonly by: "id"; readonly id: number };

/** One mailbox that XCALLY reads and sends mail with. */
export interface Mailbox {
  /** Name of the mailbox in this stack; its resources are named by it, so a new key is a new mailbox. */
  readonly key: string;
  /** The mailbox's address, as written in the configuration. */
  readonly address: string;
  /** Defaults to the mail account with the mailbox's own address. */
  readonly account: MailAccountReference;
  /** Who signs in once for this mailbox. Defaults to the address; for a shared mailbox it is a delegate. */
  readonly signInUser: string;
  /** Whether it is a shared mailbox, which cannot sign in itself. Defaults to false. */
  readonly shared: boolean;
  /** What the application and the Cloud Provider are called after. Defaults to the address. */
  readonly displayName?: string;
  /** The protocols XCALLY uses, in the order IMAP, POP, SMTP. Defaults to IMAP and SMTP. */
  readonly protocols: readonly Protocol[];
  /** Any token. A changed one, also one that is added or removed, replaces both secrets of this mailbox once. */
  readonly rotateNow?: string;
  /** What people made by hand for this mailbox, to be taken over. Defaults to nothing. */
  readonly adopt?: Adoption;
  /**
   * Whether everything stays where it is when the mailbox is removed from the stack or the stack is destroyed. Defaults to true
   * for a mailbox with `adopt`, and else to false.
   */
  readonly retain: boolean;
  /**
   * Whether a run that would delete or replace its application, its Cloud Provider or its link is refused. Defaults to the stack's
   * `protect`; a mailbox with `retain` needs none, because nothing of it is deleted.
   */
  readonly protect: boolean;
}

/** What could be read of one mailbox; `mailbox` only where all of it is right. */
export interface MailboxRead {
  readonly mailbox: Mailbox | undefined;
  /** The fields that are right, for comparison with the other mailboxes. */
  readonly partial: Partial<MailboxValues>;
  /** What it adopts, where that is right. */
  readonly adopt: Adoption | undefined;
}

/** Reads one record of the configuration's `mailboxes`, such as `{key: support, address: support@contoso.com}`. */
export function readMailbox(value: unknown, rules: MailboxRules, place: Place): MailboxRead {
  const { partial, complete } = readObject(value, mailboxFields, place);
  const adopts = partial.adopt !== undefined;
  const adopt = adopts ? readAdoption(partial.adopt, { ...place, path: `${place.path}.adopt` }) : undefined;
  const wrong = contradictions(partial, rules);
  for (const { field, message } of wrong) place.report({ path: `${place.path}.${field}`, message });
  const isRight = complete !== undefined && wrong.length === 0 && (adopt !== undefined || !adopts);
  return { mailbox: isRight ? toMailbox(complete, adopt, rules) : undefined, partial, adopt };
}

function toMailbox(values: MailboxValues, adopt: Adoption | undefined, rules: MailboxRules): Mailbox {
  const { key, address, account, accountId, signInUser, shared, displayName, rotateNow } = values;
  const retain = values.retain ?? adopt !== undefined;
  return {
    key,
    address,
    account:
      accountId === undefined ? { by: "address", address: account ?? address } : { by: "id", id: accountId },
    signInUser: signInUser ?? address,
    shared,
    ...withoutUndefined({ displayName, rotateNow, adopt }),
    retain,
    protect: !retain && (values.protect ?? rules.protect),
    protocols: protocols.filter((protocol) => values.protocols.includes(protocol)),
  };
}
