import type { dynamic } from "@pulumi/pulumi";
import type { MailAccountRecord } from "../client/index.ts";
import { createOrTakeOver, gone } from "./cloudProviderCreation.ts";
import {
  diffed,
  inputsSchema,
  known,
  readBack,
  stateSchema,
  type Inputs,
  type State,
} from "./cloudProviderRecord.ts";
import { attempt, OperationError } from "./failure.ts";
import { requireOurs, shownName } from "./ownership.ts";
import { requireSameServer } from "./server.ts";
import type { Server, SessionSource } from "./session.ts";
import { changedKeys } from "./unknown.ts";

/**
 * A Cloud Provider of XCALLY's as a Pulumi resource.
 *
 * `create` first looks for its own marker, so a record made by a run that was cut off is taken over, never made twice. That is
 * also what it does in a replacement, whose `delete` must then spare the record: it is the new one.
 *
 * A secret is proved before it is written.
 *
 * @param session the session of this process; opened at the first call that needs the server.
 */
export function cloudProviderResource(session: SessionSource): dynamic.ResourceProvider {
  return {
    diff: async (id, olds: Record<string, unknown>, news: Record<string, unknown>) => {
      requireAdopted(id, news["adopt"], olds["mailbox"]);
      const changes = changedKeys(olds, news, diffed);
      if (changes.includes("server")) requireSame(await session(), inputsSchema.parse(olds));
      return { changes: changes.length > 0 };
    },

    create: async (properties: unknown) => {
      const inputs = inputsSchema.parse(properties);
      const proof = async () => (await session()).proof.prove(inputs, undefined);
      return attempt(
        session,
        "create the Cloud Provider",
        inputs.mailbox,
        async (xcally) => {
          const id = await createOrTakeOver(xcally, inputs);
          xcally.thisRun.cloudProviders.add(id);
          return { id, outs: await readBack(xcally, id, inputs) };
        },
        proof,
      );
    },

    update: async (id, olds: unknown, news: unknown) => {
      const old = stateSchema.parse(olds);
      const inputs = inputsSchema.parse(news);
      const proof = async () => (await session()).proof.prove(inputs, old);
      return attempt(
        session,
        "update the Cloud Provider",
        inputs.mailbox,
        async (xcally) => {
          requireSame(xcally, old);
          const found = await xcally.cloudProviders.find(id);
          if (found === undefined) throw gone(id, inputs);
          requireOurs(found, old, inputs.marker);
          if (!(await xcally.cloudProviders.update(id, inputs))) throw gone(id, inputs);
          return { outs: await readBack(xcally, id, inputs) };
        },
        proof,
      );
    },

    read: async (id, properties: unknown) => {
      const state = stateSchema.parse(properties);
      return attempt(session, "read the Cloud Provider", state.mailbox, async (xcally) => {
        requireSame(xcally, state);
        const found = await xcally.cloudProviders.find(id);
        if (found === undefined) return {};
        const name = shownName(found, state);
        const props: State = {
          ...state,
          ...known(found, state),
          marker: state.marker,
          ...(name === undefined ? {} : { name }),
        };
        // What an older reading said of it does not hold for a server that tells no longer.
        if (found.signedIn === undefined) delete props.signedIn;
        return { id, props, inputs: inputsSchema.parse(props) };
      });
    },

    delete: async (id, properties: unknown) => {
      const state = stateSchema.parse(properties);
      await attempt(session, "delete the Cloud Provider", state.mailbox, async (xcally) => {
        requireSame(xcally, state);
        if (xcally.thisRun.cloudProviders.has(id)) return;
        const found = await xcally.cloudProviders.find(id);
        if (found === undefined) return;
        requireOurs(found, state);
        requireUnused(await xcally.mailAccounts.usersOf(id), id, state);
        await xcally.cloudProviders.delete(id);
      });
    },
  };
}

/** Refuses to adopt another one than the mailbox has: the wish would be passed over in silence. */
function requireAdopted(id: string, adopt: unknown, mailbox: unknown): void {
  const { data } = inputsSchema.shape.adopt.safeParse(adopt);
  if (data === undefined || data.id === id) return;
  throw new OperationError(
    `Mailbox ${String(mailbox)} is to adopt the Cloud Provider ${data.id}, but it has the Cloud Provider ${id} already. ` +
      `Correct adopt.cloudProviderId, or give the mailbox a new key.`,
  );
}

function requireSame(current: Server, { server, mailbox }: Inputs): void {
  requireSameServer(current, server, "Cloud Provider", mailbox);
}

function requireUnused(users: readonly MailAccountRecord[], id: string, { mailbox }: Inputs): void {
  if (users.length === 0) return;
  const names = users.map(({ name, email }) => `${name} (${email})`).join(", ");
  throw new OperationError(
    `The Cloud Provider ${id} of mailbox ${mailbox} cannot be deleted, because mail accounts outside this stack use it: ` +
      `${names}. Point them to another Cloud Provider first.`,
  );
}
