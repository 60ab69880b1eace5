import { failure, IncompleteResource, OperationError } from "./failure.ts";
import { goneAccount, type Link, type State } from "./mailAccountState.ts";
import type { Operation } from "./session.ts";

/**
 * Writes the link and reads it back until it is kept: servers show writes late, and a field that XCALLY does not know is dropped
 * without a word. Only then are former links to other accounts undone.
 *
 * @param id id of the resource, under which a link that is not as it should be is recorded.
 * @param state with the former links, so that none is lost whatever fails.
 * @returns the state without them.
 * @throws IncompleteResource for every failure from the first write on: the write may have been applied, and only the state knows
 *   what the account had before. OperationError when the account is gone.
 */
export async function link(xcally: Operation, id: string, state: State): Promise<State> {
  const { accountId, cloudProviderId: wanted, mailbox } = state;
  const recording = async <T>(operation: string, work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw new IncompleteResource(id, state, failure(operation, mailbox, error, xcally).message);
    }
  };
  if (!(await recording("link the mail account", xcally.mailAccounts.associate(accountId, wanted)))) {
    throw goneAccount(accountId, mailbox);
  }
  const kept = await recording(
    `read back the mail account ${accountId}`,
    readLink(xcally, accountId, wanted),
  );
  if (kept !== wanted) {
    throw new IncompleteResource(id, { ...state, cloudProviderId: kept ?? "" }, notKept(accountId, mailbox));
  }
  const { formerLinks = [], ...outputs } = state;
  for (const former of formerLinks) {
    if (former.accountId === accountId) continue;
    await recording("unlink the former mail account", unlink(xcally, former, mailbox));
  }
  return outputs;
}

/**
 * Puts the account back to what it was before us, unless somebody has pointed it elsewhere since: their choice stands. An account
 * that was linked in this run is left alone too: what is undone here is older.
 */
export async function unlink(xcally: Operation, done: Link, mailbox: string): Promise<void> {
  const { cloudProviders, mailAccounts, thisRun } = xcally;
  const { accountId, linkedCloudProviderId, previousCloudProviderId: previous } = done;
  if (thisRun.mailAccounts.has(accountId)) return;
  const found = await mailAccounts.find(accountId);
  if (found?.cloudProviderId !== linkedCloudProviderId) return;
  const isThere = previous !== undefined && (await cloudProviders.find(previous)) !== undefined;
  const wanted = isThere ? previous : undefined;
  if (!(await mailAccounts.associate(accountId, wanted))) return;
  if ((await readLink(xcally, accountId, wanted)) !== wanted) {
    throw new OperationError(notKept(accountId, mailbox));
  }
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

function notKept(accountId: string, mailbox: string): string {
  return (
    `XCALLY did not keep the Cloud Provider of the mail account ${accountId} of mailbox ${mailbox}. ` +
    `If this server calls the field by another name, set contract.mailAccount.fields.cloudProviderId to it.`
  );
}
