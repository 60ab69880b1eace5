import { z } from "zod";
import { OperationError } from "./failure.ts";
import type { Operation } from "./session.ts";

/** Inputs of the association, as `components/mailAccountAssociation.ts` writes them. */
export const inputsSchema = z.object({
  /** Address of the server the account belongs to. */
  server: z.string(),
  /** The mailbox as messages name it: `support (support@contoso.com)`. */
  mailbox: z.string(),
  /** Id of the mail account. */
  accountId: z.string(),
  accountAddress: z.string(),
  /** The Cloud Provider that the mail account's own resource saw before the link was written; absent when there was none. */
  rememberedCloudProviderId: z.string().optional(),
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
  /** Links of before an update that did not come to its end: they may still be there. */
  formerLinks: z.array(linkSchema).optional(),
  /** How the account was named, in states of before it had a resource of its own. */
  account: z.unknown().optional(),
});
export type State = z.infer<typeof stateSchema>;

/** Every link that the state knows of, the newest first. */
export function linksOf(state: State): readonly Link[] {
  return [linkSchema.parse(state), ...(state.formerLinks ?? [])];
}

/**
 * Notes what the account signs in with before it is linked.
 *
 * @throws OperationError when the account is gone, and when another mailbox was linked to it in this run.
 */
export async function describeLink(xcally: Operation, inputs: Inputs): Promise<State> {
  const { accountId, cloudProviderId, mailbox } = inputs;
  claim(xcally, accountId, inputs);
  const account = await xcally.mailAccounts.find(accountId);
  if (account === undefined) throw goneAccount(accountId, mailbox);
  const previous = await before(xcally, account.cloudProviderId, inputs);
  return {
    ...inputs,
    linkedCloudProviderId: cloudProviderId,
    ...(previous === undefined ? {} : { previousCloudProviderId: previous }),
  };
}

/**
 * What the account had before us: what it has now, unless a run that was killed has linked it already. That link is to the wanted Cloud
 * Provider, or to another with a marker, if the configuration has changed since; then what was seen before that run counts.
 */
async function before(
  { existing }: Operation,
  current: string | undefined,
  { cloudProviderId: wanted, rememberedCloudProviderId: remembered }: Inputs,
): Promise<string | undefined> {
  if (current === undefined) return undefined;
  const isMarked = async () =>
    (await existing.cloudProviders()).some(({ id, marker }) => id === current && marker !== undefined);
  const previous = current === wanted || (await isMarked()) ? remembered : current;
  return previous === wanted ? undefined : previous;
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

/** The error for an account that was there and is not any more. */
export function goneAccount(id: string, mailbox: string): OperationError {
  return new OperationError(
    `The mail account ${id} of mailbox ${mailbox} no longer exists in XCALLY. ` +
      `Create it there again, or name another one with account or accountId; then run pulumi refresh and pulumi up.`,
  );
}
