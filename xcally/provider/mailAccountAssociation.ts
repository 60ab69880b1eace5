import type { dynamic } from "@pulumi/pulumi";
import { attempt } from "./failure.ts";
import { link, unlink } from "./mailAccountLink.ts";
import { describeLink, inputsSchema, isSameAccount, stateSchema, type State } from "./mailAccountState.ts";
import { requireSameServer } from "./server.ts";
import type { Server, Session } from "./session.ts";
import { changedKeys } from "./unknown.ts";

/**
 * The link from a mail account to a Cloud Provider as a Pulumi resource.
 * The account itself is never created, deleted or otherwise changed.
 *
 * It is never replaced: another account is an update, which links the new account before it lets go of the old one, so a
 * mistyped address fails while the old link still works. Its id is therefore the mailbox, not the account.
 *
 * @param session the session of this process; opened at the first call that needs the server.
 */
export function mailAccountAssociationResource(session: () => Session): dynamic.ResourceProvider {
  return {
    diff: (_id, olds: unknown, news: Record<string, unknown>) => {
      const state = stateSchema.parse(olds);
      const changes = changedKeys(flat(state), flat(news), [
        "server",
        "mailbox",
        "account",
        "cloudProviderId",
      ]);
      if (changes.includes("server")) requireSame(session(), state);
      return Promise.resolve({ changes: changes.length > 0 });
    },

    create: async (properties: unknown) => {
      const inputs = inputsSchema.parse(properties);
      return attempt(session, "link the mail account", inputs.mailbox, async (xcally) => {
        const state = await describeLink(xcally, inputs);
        await link(xcally, inputs.mailbox, state);
        return { id: inputs.mailbox, outs: state };
      });
    },

    update: async (id, olds: unknown, news: unknown) => {
      const old = stateSchema.parse(olds);
      const inputs = inputsSchema.parse(news);
      return attempt(session, "link the mail account", inputs.mailbox, async (xcally) => {
        const described = isSameAccount(inputs.account, old)
          ? { ...old, ...inputs }
          : await describeLink(xcally, inputs);
        const state = { ...described, linkedCloudProviderId: inputs.cloudProviderId };
        const isMove = state.accountId !== old.accountId;
        // Until the new account is linked, state keeps the old one: it is the one to be put back.
        await link(xcally, id, state, isMove ? old : undefined);
        if (isMove) await unlink(xcally, old);
        return { outs: state };
      });
    },

    read: async (id, properties: unknown) => {
      const state = stateSchema.parse(properties);
      return attempt(session, "read the mail account", state.mailbox, async (xcally) => {
        requireSame(xcally, state);
        const found = await xcally.mailAccounts.find(state.accountId);
        if (found === undefined) return {};
        const { server, mailbox, account } = state;
        const cloudProviderId = found.cloudProviderId ?? "";
        return {
          id,
          props: { ...state, cloudProviderId },
          inputs: { server, mailbox, account, cloudProviderId },
        };
      });
    },

    delete: async (_id, properties: unknown) => {
      const state = stateSchema.parse(properties);
      await attempt(session, "unlink the mail account", state.mailbox, async (xcally) => {
        requireSame(xcally, state);
        await unlink(xcally, state);
      });
    },
  };
}

/** The inputs with `account` as one text, for comparison; the order of its keys is not the same everywhere. */
function flat(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const account = inputsSchema.shape.account.safeParse(properties["account"]);
  return { ...properties, account: account.success ? JSON.stringify(account.data) : properties["account"] };
}

function requireSame(current: Server, { server, mailbox }: State): void {
  requireSameServer(current, server, "mail account", mailbox);
}
