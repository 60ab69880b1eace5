import type { dynamic } from "@pulumi/pulumi";
import type { MailAccountRecord } from "../client/index.ts";
import { attempt } from "./failure.ts";
import { link, unlink } from "./mailAccountLink.ts";
import {
  claim,
  describeLink,
  inputsSchema,
  linksOf,
  stateSchema,
  type Inputs,
  type State,
} from "./mailAccountState.ts";
import { requireSameServer } from "./server.ts";
import type { Operation, Server, SessionSource } from "./session.ts";
import { changedKeys, unknownValue } from "./unknown.ts";

/**
 * The link from a mail account to a Cloud Provider as a Pulumi resource.
 * The account itself is never created, deleted or otherwise changed; its own resource has found it before.
 *
 * It stands for the account: its name in the program and its id are the account's, so that another mailbox or another Cloud
 * Provider is an update, which keeps in mind what the account had before us. Should the account of a resource change all the
 * same, the new one is linked before the old one is let go.
 *
 * @param session the session of this process; opened at the first call that needs the server.
 */
export function mailAccountAssociationResource(session: SessionSource): dynamic.ResourceProvider {
  return {
    diff: async (_id, olds: unknown, news: Record<string, unknown>) => {
      const state = stateSchema.parse(olds);
      // Not known in a preview while the account's own resource is being made, and absent when the engine refreshes a state of before
      // there was one: for all that is known the account is the one in state.
      const { accountId: named } = news;
      const accountId = named === unknownValue || named === undefined ? state.accountId : named;
      const changes = changedKeys(state, { ...news, accountId }, [
        "server",
        "mailbox",
        "accountId",
        "cloudProviderId",
      ]);
      if (changes.includes("server")) requireSame(await session(), state);
      return { changes: changes.length > 0 };
    },

    create: async (properties: unknown) => {
      const inputs = inputsSchema.parse(properties);
      return attempt(session, "link the mail account", inputs.mailbox, async (xcally) => {
        const state = await describeLink(xcally, inputs);
        return { id: state.accountId, outs: await link(xcally, state.accountId, state) };
      });
    },

    update: async (id, olds: unknown, news: unknown) => {
      const old = stateSchema.parse(olds);
      const inputs = inputsSchema.parse(news);
      return attempt(session, "link the mail account", inputs.mailbox, async (xcally) => {
        requireSame(xcally, old);
        const state = await changed(xcally, old, inputs);
        // Until the end is reached, the former links may be there as well as the new one.
        return { outs: await link(xcally, id, { ...state, formerLinks: [...linksOf(old)] }) };
      });
    },

    read: async (id, properties: unknown) => {
      const state = stateSchema.parse(properties);
      return attempt(session, "read the mail account", state.mailbox, async (xcally) => {
        requireSame(xcally, state);
        const found = await look(xcally, state);
        if (found === undefined) return {};
        const props = { ...state, cloudProviderId: found.cloudProviderId ?? "" };
        return { id, props, inputs: inputsSchema.parse(props) };
      });
    },

    delete: async (_id, properties: unknown) => {
      const state = stateSchema.parse(properties);
      await attempt(session, "unlink the mail account", state.mailbox, async (xcally) => {
        requireSame(xcally, state);
        for (const done of linksOf(state)) await unlink(xcally, done, state.mailbox);
      });
    },
  };
}

/**
 * The account, as the list has it that is read once for all the mailboxes of a refresh. The list proves only that nothing has changed: an account that
 * it leaves out or shows with another link is asked for by itself.
 */
async function look(
  { existing, mailAccounts }: Operation,
  { accountId, cloudProviderId }: State,
): Promise<MailAccountRecord | undefined> {
  const listed = (await existing.mailAccounts()).find(({ id }) => id === accountId);
  return listed?.cloudProviderId === cloudProviderId ? listed : mailAccounts.find(accountId);
}

/** The state after an update. */
async function changed(xcally: Operation, old: State, inputs: Inputs): Promise<State> {
  if (inputs.accountId !== old.accountId) return describeLink(xcally, inputs);
  claim(xcally, old.accountId, inputs);
  return { ...old, ...inputs, linkedCloudProviderId: inputs.cloudProviderId };
}

function requireSame(current: Server, { server, mailbox }: State): void {
  requireSameServer(current, server, "mail account", mailbox);
}
