import { z } from "zod";
import { protocols } from "../entra/permissions.ts";
import { mailAddress } from "./mailAddress.ts";
import type { Values } from "./read.ts";
import { rotationToken } from "./rotation.ts";

const key = "Write lower-case letters, digits and hyphens, a letter first, 40 characters at most.";
const accountId = "Write the mail account's id in XCALLY, a whole number from 1 on, without quotes.";
const trueOrFalse = "Write true or false, without quotes.";
/** Most characters of a mailbox's `displayName`. */
export const longestDisplayName = 64;
const displayName = `Write a name of 1 to ${longestDisplayName} characters without control characters or blanks at its ends.`;
const protocolList = "Write a list of one or more of imap, pop and smtp, each once.";

/** The keys of a mailbox's record; what they may not say beside each other is in `mailboxContradictions.ts`. */
export const mailboxFields = {
  key: z.string(key).regex(/^[a-z][a-z0-9-]{0,39}$/, key),
  address: mailAddress,
  account: mailAddress.optional(),
  accountId: z.int(accountId).min(1, accountId).optional(),
  signInUser: mailAddress.optional(),
  shared: z.boolean(trueOrFalse).default(false),
  displayName: z
    .string(displayName)
    .max(longestDisplayName, displayName)
    .regex(/^[^\s\p{Cc}]([^\p{Cc}]*[^\s\p{Cc}])?$/u, displayName)
    .optional(),
  protocols: z
    .array(z.enum(protocols, "Choose imap, pop or smtp."), protocolList)
    .nonempty(protocolList)
    .refine((names) => new Set(names).size === names.length, protocolList)
    .default(["imap", "smtp"]),
  rotateNow: rotationToken.optional(),
  // Checked by its own reader.
  adopt: z.unknown(),
  retain: z.boolean(trueOrFalse).optional(),
  protect: z.boolean(trueOrFalse).optional(),
};

/** What a mailbox's record is read as. */
export type MailboxValues = Values<typeof mailboxFields>;
