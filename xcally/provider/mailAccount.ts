import type { dynamic } from "@pulumi/pulumi";
import { z } from "zod";
import type { MailAccountRecord } from "../client/index.ts";
import { attempt, OperationError } from "./failure.ts";
import { requireSameServer } from "./server.ts";
import type { Operation, Server, SessionSource } from "./session.ts";
import { changedKeys } from "./unknown.ts";

/** Inputs of the resource, as `components/mailAccount.ts` writes them. */
const inputsSchema = z.object({
  /** Address of the server the account belongs to. */
  server: z.string(),
  /** The mailbox as messages name it: `support (support@contoso.com)`. */
  mailbox: z.string(),
  /** The mail account: its address, or its id. */
  account: z.discriminatedUnion("by", [
    z.object({ by: z.literal("address"), address: z.string() }),
    z.object({ by: z.literal("id"), id: z.number() }),
  ]),
});
type Inputs = z.infer<typeof inputsSchema>;

/** Its outputs. */
const stateSchema = inputsSchema.extend({
  accountId: z.string(),
  accountAddress: z.string(),
  /** The Cloud Provider that the account had when it was found; absent when it had none. */
  previousCloudProviderId: z.string().optional(),
});
type State = z.infer<typeof stateSchema>;

/**
 * A mail account that people have made, as a Pulumi resource that only looks: it finds the account and keeps what it signed in with.
 *
 * It is in state before the account is linked, as the ownership marker is before a Cloud Provider is made: a run that is killed between
 * the write of a link and the engine's own note of it would otherwise leave an account of which nobody knows what it had before.
 *
 * There is no delete: the account is not ours.
 *
 * @param session the session of this process; opened at the first call that needs the server.
 */
export function mailAccountResource(session: SessionSource): dynamic.ResourceProvider {
  return {
    diff: async (_id, olds: unknown, news: Record<string, unknown>) => {
      const state = stateSchema.parse(olds);
      const changes = changedKeys(flat(state), flat(news), ["server", "mailbox", "account"]);
      if (changes.includes("server")) requireSame(await session(), state);
      return { changes: changes.length > 0 };
    },

    create: async (properties: unknown) => {
      const inputs = inputsSchema.parse(properties);
      return attempt(session, "find the mail account", inputs.mailbox, async (xcally) => {
        const state = await remember(xcally, inputs);
        return { id: state.accountId, outs: state };
      });
    },

    update: async (_id, olds: unknown, news: unknown) => {
      const old = stateSchema.parse(olds);
      const inputs = inputsSchema.parse(news);
      return attempt(session, "find the mail account", inputs.mailbox, async (xcally) => {
        requireSame(xcally, old);
        const isSame = isSameAccount(inputs.account, old);
        return { outs: isSame ? { ...old, ...inputs } : await remember(xcally, inputs) };
      });
    },

    // What the account has now is the association's business: this one keeps what it had then. That it is still there is seen in the list, which is
    // read once for all the mailboxes of a refresh; one that the list leaves out is asked for by itself.
    read: async (id, properties: unknown) => {
      const state = stateSchema.parse(properties);
      return attempt(session, "read the mail account", state.mailbox, async (xcally) => {
        requireSame(xcally, state);
        const isListed = (await xcally.existing.mailAccounts()).some(({ id }) => id === state.accountId);
        if (!isListed && (await xcally.mailAccounts.find(state.accountId)) === undefined) return {};
        return { id, props: state, inputs: inputsSchema.parse(state) };
      });
    },
  };
}

/** Finds the account, and what it signs in with as long as we have not linked it. */
async function remember({ existing }: Operation, inputs: Inputs): Promise<State> {
  const { id, email, cloudProviderId: previous } = findAccount(await existing.mailAccounts(), inputs);
  return {
    ...inputs,
    accountId: id,
    accountAddress: email,
    ...(previous === undefined ? {} : { previousCloudProviderId: previous }),
  };
}

function findAccount(
  accounts: readonly MailAccountRecord[],
  { account, mailbox, server }: Inputs,
): MailAccountRecord {
  const matches = accounts.filter(({ id, email }) =>
    isSameAccount(account, { accountId: id, accountAddress: email }),
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

/** Whether the wanted account is this one, however it is named: by address, in whatever case, or by id. */
function isSameAccount(
  wanted: Inputs["account"],
  { accountId, accountAddress }: Pick<State, "accountId" | "accountAddress">,
): boolean {
  return wanted.by === "id"
    ? String(wanted.id) === accountId
    : wanted.address.toLowerCase() === accountAddress.toLowerCase();
}

/** The inputs with `account` as one text, for comparison; the order of its keys is not the same everywhere. */
function flat(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const account = inputsSchema.shape.account.safeParse(properties["account"]);
  return { ...properties, account: account.success ? JSON.stringify(account.data) : properties["account"] };
}

function requireSame(current: Server, { server, mailbox }: State): void {
  requireSameServer(current, server, "mail account", mailbox);
}
