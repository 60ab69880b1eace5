import { z } from "zod";
import type { MailAccountRecord } from "../client/index.ts";
import { OperationError } from "./failure.ts";
import type { Operation } from "./session.ts";

/** Inputs of the resource, as `components/mailAccountAssociation.ts` writes them. */
export const inputsSchema = z.object({
  /** Address of the server the account belongs to. */
  server: z.string(),
  /** The mailbox as messages name it: `support (support@contoso.com)`. */
  mailbox: z.string(),
  /** The mail account: its address, or its id. */
  account: z.discriminatedUnion("by", [
    z.object({ by: z.literal("address"), address: z.string() }),
    z.object({ by: z.literal("id"), id: z.number() }),
  ]),
  cloudProviderId: z.string(),
});
export type Inputs = z.infer<typeof inputsSchema>;

const linkSchema = z.object({
  accountId: z.string(),
  /** The Cloud Provider that we linked; `cloudProviderId` becomes what is found there when a refresh sees another one. */
  linkedCloudProviderId: z.string(),
  /** The Cloud Provider the account had before us, to be put back; absent when it had none. */
  previousCloudProviderId: z.string().optional(),
});

/** A link that we have made, and how it is undone. */
export type Link = z.infer<typeof linkSchema>;

/** Its outputs. */
export const stateSchema = inputsSchema.extend({
  ...linkSchema.shape,
  accountAddress: z.string(),
  /** Links of before an update that did not come to its end: they may still be there. */
  formerLinks: z.array(linkSchema).optional(),
});
export type State = z.infer<typeof stateSchema>;

/** Every link that the state knows of, the newest first. */
export function linksOf(state: State): readonly Link[] {
  return [linkSchema.parse(state), ...(state.formerLinks ?? [])];
}

/**
 * Finds the account and notes what it signs in with now.
 *
 * @throws OperationError also when another mailbox was linked to the same account in this run.
 */
export async function describeLink(xcally: Operation, inputs: Inputs): Promise<State> {
  const { mailAccounts, existing } = xcally;
  const { id } = findAccount(await existing.mailAccounts(), inputs);
  claim(xcally, id, inputs);
  const account = await mailAccounts.find(id);
  if (account === undefined) throw goneAccount(id, inputs.mailbox);
  const { email, cloudProviderId: previous } = account;
  return {
    ...inputs,
    accountId: id,
    accountAddress: email,
    linkedCloudProviderId: inputs.cloudProviderId,
    ...(previous === undefined || previous === inputs.cloudProviderId
      ? {}
      : { previousCloudProviderId: previous }),
  };
}

/** Notes that the account is linked for this mailbox, and refuses it to a second one: their links would undo each other. */
export function claim({ thisRun }: Operation, accountId: string, { mailbox }: Inputs): void {
  const other = thisRun.mailAccounts.get(accountId) ?? mailbox;
  if (other !== mailbox) {
    throw new OperationError(
      `The mail account ${accountId} is that of mailbox ${other} and of mailbox ${mailbox}, but a mail account has one mailbox. ` +
        `Name another one with account or accountId, or remove one of the two mailboxes.`,
    );
  }
  thisRun.mailAccounts.set(accountId, mailbox);
}

/** Whether the wanted account is the one in state, however it is named: by address or by id. */
export function isSameAccount(wanted: Inputs["account"], state: State): boolean {
  return wanted.by === "id"
    ? String(wanted.id) === state.accountId
    : sameAddress(wanted.address, state.accountAddress);
}

function sameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function findAccount(
  accounts: readonly MailAccountRecord[],
  { account, mailbox, server }: Inputs,
): MailAccountRecord {
  const matches = accounts.filter((candidate) =>
    account.by === "id" ? candidate.id === String(account.id) : sameAddress(candidate.email, account.address),
  );
  const [match, ...others] = matches;
  const wanted = account.by === "id" ? `id ${account.id}` : `the address ${account.address}`;
  if (match === undefined) {
    throw new OperationError(
      `Mailbox ${mailbox} needs a mail account with ${wanted}, but XCALLY at ${server} has none. ` +
        `Create it there, or name the right one with account or accountId.`,
    );
  }
  if (others.length > 0) {
    throw new OperationError(
      `Mailbox ${mailbox} needs one mail account with ${wanted}, but XCALLY at ${server} has several: ` +
        `${matches.map(({ id, name }) => `${name} (id ${id})`).join(", ")}. Name one of them with accountId.`,
    );
  }
  return match;
}

/** The error for an account that was there and is not any more. */
export function goneAccount(id: string, mailbox: string): OperationError {
  return new OperationError(
    `The mail account ${id} of mailbox ${mailbox} no longer exists in XCALLY. ` +
      `Create it there again, or name another one with account or accountId; then run pulumi refresh and pulumi up.`,
  );
}
