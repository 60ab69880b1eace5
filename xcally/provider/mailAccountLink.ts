import { z } from "zod";
import type { MailAccountRecord } from "../client/index.ts";
import { IncompleteResource, OperationError } from "./failure.ts";
import { orUndefined } from "./gone.ts";
import type { Session } from "./session.ts";

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

/** Its outputs. */
export const stateSchema = inputsSchema.extend({
  accountId: z.string(),
  accountAddress: z.string(),
  /** The Cloud Provider that we linked; `cloudProviderId` becomes what is found there when a refresh sees another one. */
  linkedCloudProviderId: z.string(),
  /** The Cloud Provider the account had before us, to be put back; absent when it had none. */
  previousCloudProviderId: z.string().optional(),
});
export type State = z.infer<typeof stateSchema>;

/** Finds the account and notes what it signs in with now. */
export async function describeLink({ client, existing }: Session, inputs: Inputs): Promise<State> {
  const { id } = findAccount(await existing.mailAccounts(), inputs);
  const { email, cloudProviderId: previous } = await client.mailAccounts.get(id);
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

/** Writes the link and reads it back: a field that XCALLY does not know is dropped without a word. */
export async function link({ client }: Session, id: string, state: State): Promise<void> {
  await client.mailAccounts.associate(state.accountId, state.cloudProviderId);
  const { cloudProviderId } = await client.mailAccounts.get(state.accountId);
  if (cloudProviderId === state.cloudProviderId) return;
  throw new IncompleteResource(
    id,
    state,
    `XCALLY did not keep the Cloud Provider of the mail account ${state.accountId} of mailbox ${state.mailbox}. ` +
      `If this server calls the field by another name, set contract.mailAccount.fields.cloudProviderId to it.`,
  );
}

/** Puts the account back to what it was before us, unless somebody has pointed it elsewhere since: their choice stands. */
export async function unlink({ client }: Session, state: State): Promise<void> {
  const { cloudProviders, mailAccounts } = client;
  const found = await orUndefined(mailAccounts.get(state.accountId));
  if (found?.cloudProviderId !== state.linkedCloudProviderId) return;
  const previous = state.previousCloudProviderId;
  const stillThere = previous !== undefined && (await orUndefined(cloudProviders.get(previous)));
  await mailAccounts.associate(state.accountId, stillThere ? previous : undefined);
}
