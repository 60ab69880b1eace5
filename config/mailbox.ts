import { z } from "zod";
import { protocols, type Protocol } from "../entra/permissions.ts";
import { describeValue } from "./describeValue.ts";
import { isPersonalAddress, mailAddress } from "./mailAddress.ts";
import type { ApplicationMode, SignInAudience } from "./options.ts";
import { readObject, type Place, type Values } from "./read.ts";
import { rotationToken } from "./rotation.ts";
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
}

/** Settings of the stack that decide what a mailbox may say. */
export interface MailboxRules {
  readonly application: ApplicationMode;
  readonly signInAudience: SignInAudience;
}

const key = "Write lower-case letters, digits and hyphens, a letter first, 40 characters at most.";
const accountId = "Write the mail account's id in XCALLY, a whole number from 1 on, without quotes.";
const shared = "Write true or false, without quotes.";
const displayName = "Write a name of 1 to 64 characters without control characters or blanks at its ends.";
const protocolList = "Write a list of one or more of imap, pop and smtp, each once.";
const fields = {
  key: z.string(key).regex(/^[a-z][a-z0-9-]{0,39}$/, key),
  address: mailAddress,
  account: mailAddress.optional(),
  accountId: z.int(accountId).min(1, accountId).optional(),
  signInUser: mailAddress.optional(),
  shared: z.boolean(shared).default(false),
  displayName: z
    .string(displayName)
    .regex(/^(?=.{1,64}$)[^\s\p{Cc}]([^\p{Cc}]*[^\s\p{Cc}])?$/u, displayName)
    .optional(),
  protocols: z
    .array(z.enum(protocols, "Choose imap, pop or smtp."), protocolList)
    .nonempty(protocolList)
    .refine((names) => new Set(names).size === names.length, protocolList)
    .default(["imap", "smtp"]),
  rotateNow: rotationToken.optional(),
};

/** What could be read of one mailbox; `mailbox` only where all of it is right. */
export interface MailboxRead {
  readonly mailbox: Mailbox | undefined;
  /** The fields that are right, for comparison with the other mailboxes. */
  readonly partial: Partial<Values<typeof fields>>;
}

/** Reads one record of the configuration's `mailboxes`, such as `{key: support, address: support@contoso.com}`. */
export function readMailbox(value: unknown, rules: MailboxRules, place: Place): MailboxRead {
  const { partial, complete } = readObject(value, fields, place);
  const wrong = contradictions(partial, rules);
  for (const { field, message } of wrong) place.report({ path: `${place.path}.${field}`, message });
  const isRight = complete !== undefined && wrong.length === 0;
  return { mailbox: isRight ? toMailbox(complete) : undefined, partial };
}

interface Contradiction {
  readonly field: keyof typeof fields;
  readonly message: string;
}

function contradictions(
  mailbox: Partial<Values<typeof fields>>,
  rules: MailboxRules,
): readonly Contradiction[] {
  const found: Contradiction[] = [];
  const { signInUser } = mailbox;
  if (mailbox.account !== undefined && mailbox.accountId !== undefined) {
    found.push({
      field: "accountId",
      message: `${mailbox.accountId} is not allowed beside account. Name the mail account by one of the two.`,
    });
  }
  if (mailbox.shared === true && "signInUser" in mailbox && signInUser === undefined) {
    found.push({
      field: "signInUser",
      message: "This is missing. A shared mailbox cannot sign in: name the delegate who does.",
    });
  }
  if (mailbox.shared === true && signInUser?.toLowerCase() === mailbox.address?.toLowerCase()) {
    found.push({
      field: "signInUser",
      message: `${describeValue(signInUser)} is not allowed. A shared mailbox cannot sign in: name a delegate.`,
    });
  }
  if (mailbox.displayName !== undefined && rules.application === "shared") {
    found.push({
      field: "displayName",
      message:
        `${describeValue(mailbox.displayName)} is not allowed with application shared, where one application ` +
        "serves all mailboxes. Remove it or set application to perMailbox.",
    });
  }
  if (mailbox.rotateNow !== undefined && rules.application === "shared") {
    found.push({
      field: "rotateNow",
      message:
        `${describeValue(mailbox.rotateNow)} is not allowed with application shared, where all mailboxes have the ` +
        "same secrets. Set secret.rotateNow instead.",
    });
  }
  const whoSignsIn = signInUser ?? mailbox.address;
  if (whoSignsIn !== undefined && isPersonalAddress(whoSignsIn) && !takesPersonal(rules)) {
    found.push({
      field: signInUser === undefined ? "address" : "signInUser",
      message:
        `${describeValue(whoSignsIn)} is a personal account and is not allowed with signInAudience ` +
        `${rules.signInAudience}. Set signInAudience to AzureADandPersonalMicrosoftAccount.`,
    });
  }
  return found;
}

function takesPersonal({ signInAudience }: MailboxRules): boolean {
  return signInAudience === "AzureADandPersonalMicrosoftAccount";
}

function toMailbox(values: Values<typeof fields>): Mailbox {
  const { key, address, account, accountId, signInUser, shared, displayName, rotateNow } = values;
  return {
    key,
    address,
    account:
      accountId === undefined ? { by: "address", address: account ?? address } : { by: "id", id: accountId },
    signInUser: signInUser ?? address,
    shared,
    ...withoutUndefined({ displayName, rotateNow }),
    protocols: protocols.filter((protocol) => values.protocols.includes(protocol)),
  };
}
