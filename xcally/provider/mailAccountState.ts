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
export async function describeLink({ mailAccounts, existing }: Operation, inputs: Inputs): Promise<State> {
  const { id } = findAccount(await existing.mailAccounts(), inputs);
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
