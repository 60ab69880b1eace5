import { z } from "zod";
import { describeValue } from "./describeValue.ts";
import { readMailbox, type Mailbox, type MailboxRead } from "./mailbox.ts";
import type { MailboxRules } from "./mailboxContradictions.ts";
import { readValue, type Place } from "./read.ts";
import type { Report } from "./settingsError.ts";

const advice =
  "Write a list of one or more mailboxes, each with a key and an address, such as " +
  "[{key: support, address: support@contoso.com}].";
const list = z.array(z.unknown(), advice).nonempty(advice);

/** Reads the configuration's `mailboxes` and compares them with each other. */
export function readMailboxes(value: unknown, rules: MailboxRules, place: Place): readonly Mailbox[] {
  const read = readValue(value, list, place.path, place.report);
  if (!read.ok) return [];
  const reports = read.value.map((item) => reportFor(item, place.report));
  const mailboxes = read.value.map((item, index) =>
    readMailbox(item, rules, { path: `${place.path}[${index}]`, report: reports[index] ?? place.report }),
  );
  reportDuplicates(mailboxes, reports, place);
  return mailboxes.flatMap(({ mailbox }) => (mailbox === undefined ? [] : [mailbox]));
}

/** Adds the mailbox's key to every mistake, if the record has a key that can be read. */
function reportFor(item: unknown, report: Report): Report {
  const parsed = z.object({ key: z.string().regex(/^[\w-]{1,40}$/) }).safeParse(item);
  if (!parsed.success) return report;
  const mailbox = parsed.data.key;
  return (issue) => {
    report({ ...issue, mailbox });
  };
}

/** A value that no two mailboxes may have in common. */
interface Unique {
  readonly field: string;
  readonly advice: string;
  readonly of: (read: MailboxRead) => string | number | undefined;
}

const unique: readonly Unique[] = [
  { field: "key", advice: "Give each mailbox a key of its own.", of: ({ partial }) => partial.key },
  {
    field: "address",
    advice: "List each mailbox once.",
    of: ({ partial }) => partial.address?.toLowerCase(),
  },
  {
    field: "account",
    advice: "A mail account has one mailbox: name another account.",
    of: ({ partial: { account, accountId, address } }) =>
      accountId === undefined ? (account ?? address)?.toLowerCase() : undefined,
  },
  {
    field: "accountId",
    advice: "A mail account has one mailbox: name another account.",
    of: ({ partial }) => partial.accountId,
  },
  {
    field: "adopt.cloudProviderId",
    advice: "A Cloud Provider is adopted by one mailbox.",
    of: ({ adopt }) => adopt?.cloudProviderId,
  },
  {
    field: "adopt.applicationObjectId",
    advice: "An application is adopted by one mailbox.",
    of: ({ adopt }) => adopt?.applicationObjectId,
  },
  {
    field: "adopt.clientId",
    advice: "An application is adopted by one mailbox.",
    of: ({ adopt }) => adopt?.clientId,
  },
];

function reportDuplicates(mailboxes: readonly MailboxRead[], reports: readonly Report[], place: Place): void {
  const told = new Set<string>();
  for (const { field, advice, of } of unique) {
    const first = new Map<string | number, number>();
    for (const [index, read] of mailboxes.entries()) {
      const value = of(read);
      if (value === undefined) continue;
      const earlier = first.get(value);
      if (earlier === undefined) {
        first.set(value, index);
      } else if (!told.has(`${index} ${value}`)) {
        // Two mailboxes of one address also mean one account; once is enough.
        told.add(`${index} ${value}`);
        (reports[index] ?? place.report)({
          path: `${place.path}[${index}].${field}`,
          message: `${describeValue(value)} is used by ${place.path}[${earlier}] too. ${advice}`,
        });
      }
    }
  }
}
