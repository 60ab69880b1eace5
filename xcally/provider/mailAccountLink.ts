import { failure, IncompleteResource, OperationError } from "./failure.ts";
import { goneAccount, type State } from "./mailAccountState.ts";
import type { Operation } from "./session.ts";

/**
 * Writes the link and reads it back until it is kept: servers show writes late, and a field that XCALLY does not know is dropped
 * without a word.
 *
 * @param id id of the resource, under which a link that is not kept is recorded.
 * @param recorded what is recorded of it then. Defaults to `state` with what the account has.
 * @throws IncompleteResource when the link was not kept or could not be read back.
 */
export async function link(xcally: Operation, id: string, state: State, recorded?: State): Promise<void> {
  const { accountId, cloudProviderId: wanted, mailbox } = state;
  if (!(await xcally.mailAccounts.associate(accountId, wanted))) throw goneAccount(accountId, mailbox);
  let kept: string | undefined;
  try {
    kept = await readLink(xcally, accountId, wanted);
  } catch (error) {
    const { message } = failure(`read back the mail account ${accountId}`, mailbox, error);
    throw new IncompleteResource(id, recorded ?? state, message);
  }
  if (kept !== wanted) {
    throw new IncompleteResource(id, recorded ?? { ...state, cloudProviderId: kept ?? "" }, notKept(state));
  }
}

/** Puts the account back to what it was before us, unless somebody has pointed it elsewhere since: their choice stands. */
export async function unlink(xcally: Operation, state: State): Promise<void> {
  const { cloudProviders, mailAccounts } = xcally;
  const found = await mailAccounts.find(state.accountId);
  if (found?.cloudProviderId !== state.linkedCloudProviderId) return;
  const previous = state.previousCloudProviderId;
  const isThere = previous !== undefined && (await cloudProviders.find(previous)) !== undefined;
  const wanted = isThere ? previous : undefined;
  if (!(await mailAccounts.associate(state.accountId, wanted))) return;
  if ((await readLink(xcally, state.accountId, wanted)) !== wanted) throw new OperationError(notKept(state));
}

/** The Cloud Provider of an account, once it is the one that was written or the server has had time enough to show it. */
async function readLink(
  { mailAccounts, readUntil }: Operation,
  accountId: string,
  written: string | undefined,
): Promise<string | undefined> {
  const account = await readUntil(
    () => mailAccounts.find(accountId),
    (found) => found?.cloudProviderId === written,
  );
  return account?.cloudProviderId;
}

function notKept({ accountId, mailbox }: State): string {
  return (
    `XCALLY did not keep the Cloud Provider of the mail account ${accountId} of mailbox ${mailbox}. ` +
    `If this server calls the field by another name, set contract.mailAccount.fields.cloudProviderId to it.`
  );
}
