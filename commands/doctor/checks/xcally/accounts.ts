import type { Mailbox } from "../../../../config/mailbox.ts";
import type { MailAccountRecord } from "../../../../xcally/client/index.ts";
import { fail, pass, warn, type Finding } from "../../finding.ts";
import { labelOf, type Stack } from "../../stack.ts";
import type { XcallyLists } from "./lists.ts";

/** Whether every mailbox has its mail account, once, of the right service, and linked as the stack has linked it. */
export function checkAccounts(
  mailboxes: readonly Mailbox[],
  outputs: Stack["outputs"],
  { mailAccounts }: XcallyLists,
): readonly Finding[] {
  return mailboxes.flatMap((mailbox) => {
    const label = labelOf(mailbox);
    const found = mailAccounts.filter((account) => isOf(account, mailbox));
    const [account, ...others] = found;
    if (account === undefined) return [missing(label, mailbox)];
    if (others.length > 0) return [several(label, found)];
    return [
      pass(`Mailbox ${label} has the mail account ${account.name} (id ${account.id}).`),
      ...namesakes(label, account, mailAccounts),
      ...service(label, account),
      ...link(label, account, outputs[mailbox.key]),
    ];
  });
}

function isOf({ id, email }: MailAccountRecord, { account }: Mailbox): boolean {
  return account.by === "id"
    ? id === String(account.id)
    : email.toLowerCase() === account.address.toLowerCase();
}

function missing(label: string, { account }: Mailbox): Finding {
  const wanted = account.by === "id" ? `the id ${account.id}` : `the address ${account.address}`;
  return fail(
    `Mailbox ${label} has no mail account with ${wanted} in XCALLY.`,
    "XCALLY administrator",
    "Create it, or say which one it is, for account or accountId in the configuration.",
  );
}

function several(label: string, accounts: readonly MailAccountRecord[]): Finding {
  return fail(
    `Mailbox ${label} has ${accounts.length} mail accounts of its address in XCALLY: ${named(accounts)}.`,
    "whoever runs the stack",
    "Name the right one with accountId; an XCALLY administrator knows which one it is.",
  );
}

/** Others of the same address, where the configuration names this one by its id. */
function namesakes(
  label: string,
  account: MailAccountRecord,
  all: readonly MailAccountRecord[],
): readonly Finding[] {
  const others = all.filter(
    ({ id, email }) =>
      id !== account.id && email !== "" && email.toLowerCase() === account.email.toLowerCase(),
  );
  if (others.length === 0) return [];
  return [
    warn(
      `The mail account of mailbox ${label} shares its address with ${named(others)}.`,
      "XCALLY administrator",
      "Remove the accounts that are not used, which would fetch the same mail.",
    ),
  ];
}

/** The values of the field are those of XCALLY's form; how the API spells them is not documented. */
function service(label: string, { name, service }: MailAccountRecord): readonly Finding[] {
  if (service === undefined || /outlook|office|365|microsoft/i.test(service)) return [];
  const says = `The mail account ${name} of mailbox ${label} is of the service ${service}, not Outlook 365.`;
  const isOther = /gmail|google|yahoo|hotmail/i.test(service);
  return isOther
    ? [
        fail(
          says,
          "XCALLY administrator",
          "Set the account's service to Outlook 365, or name another account.",
        ),
      ]
    : [warn(says, "XCALLY administrator", "Check that the account's servers are those of Office 365.")];
}

function link(
  label: string,
  { name, cloudProviderId }: MailAccountRecord,
  output: Stack["outputs"][string] | undefined,
): readonly Finding[] {
  if (output === undefined) return [];
  if (cloudProviderId === output.cloudProviderId) {
    return [pass(`The mail account of mailbox ${label} signs in with Cloud Provider ${cloudProviderId}.`)];
  }
  const now = cloudProviderId === undefined ? "no Cloud Provider" : `Cloud Provider ${cloudProviderId}`;
  return [
    fail(
      `The mail account ${name} of mailbox ${label} signs in with ${now}, not with the stack's (${output.cloudProviderId}).`,
      "whoever runs the stack",
      "Ask who changed it and why, then run pulumi refresh and pulumi up.",
    ),
  ];
}

function named(accounts: readonly MailAccountRecord[]): string {
  return accounts.map(({ id, name }) => `${name} (id ${id})`).join(", ");
}
