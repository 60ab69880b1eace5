import type { dynamic } from "@pulumi/pulumi";
import { z } from "zod";
import type {
  CloudProviderFields,
  CloudProviderRecord,
  CloudProviders,
  MailAccountRecord,
} from "../client/index.ts";
import { attempt, IncompleteResource, OperationError } from "./failure.ts";
import { orUndefined } from "./gone.ts";
import { requireSameServer } from "./server.ts";
import type { Session } from "./session.ts";
import { changedKeys } from "./unknown.ts";

const inputsSchema = z.object({
  /** Address of the server the record belongs to. */
  server: z.string(),
  /** The mailbox as messages name it: `support (support@contoso.com)`. */
  mailbox: z.string(),
  name: z.string(),
  marker: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  tenantId: z.string(),
  redirectUri: z.string(),
});
type Inputs = z.infer<typeof inputsSchema>;

const compared = ["name", "marker", "clientId", "tenantId", "redirectUri"] as const;
const diffed = [...compared, "clientSecret", "server", "mailbox"] as const;

/**
 * A Cloud Provider of XCALLY's as a Pulumi resource; its inputs are its outputs.
 *
 * `create` first looks for its own marker, so a record made by a run that was cut off is taken over, never made twice.
 *
 * @param session the session of this process; opened at the first call that needs the server.
 */
export function cloudProviderResource(session: () => Session): dynamic.ResourceProvider {
  return {
    diff: (_id, olds: Record<string, unknown>, news: Record<string, unknown>) => {
      const changes = changedKeys(olds, news, diffed);
      if (changes.includes("server")) requireMovedServer(session(), inputsSchema.parse(olds));
      return Promise.resolve({ changes: changes.length > 0 });
    },

    create: async (properties: unknown) => {
      const inputs = inputsSchema.parse(properties);
      return attempt("create the Cloud Provider", inputs.mailbox, async () => {
        const { client, existing } = session();
        const mine = (await existing.cloudProviders()).find(({ marker }) => marker === inputs.marker);
        const { id } = mine
          ? await client.cloudProviders.update(mine.id, inputs)
          : await client.cloudProviders.create(inputs);
        await requireKept(client.cloudProviders, id, inputs);
        return { id, outs: inputs };
      });
    },

    update: async (id, _olds: unknown, news: unknown) => {
      const inputs = inputsSchema.parse(news);
      return attempt("update the Cloud Provider", inputs.mailbox, async () => {
        const { cloudProviders } = session().client;
        await cloudProviders.update(id, inputs);
        await requireKept(cloudProviders, id, inputs);
        return { outs: inputs };
      });
    },

    read: async (id, properties: unknown) => {
      const state = inputsSchema.parse(properties);
      return attempt("read the Cloud Provider", state.mailbox, async () => {
        requireMovedServer(session(), state);
        const found = await orUndefined(session().client.cloudProviders.get(id));
        if (found === undefined) return {};
        const props = { ...state, ...shown(found), marker: found.marker ?? "" };
        return { id, props, inputs: props };
      });
    },

    delete: async (id, properties: unknown) => {
      const state = inputsSchema.parse(properties);
      await attempt("delete the Cloud Provider", state.mailbox, async () => {
        requireMovedServer(session(), state);
        const { cloudProviders, mailAccounts } = session().client;
        const found = await orUndefined(cloudProviders.get(id));
        if (found === undefined) return;
        requireOurs(found, state);
        requireUnused(await mailAccounts.usersOf(id), id, state);
        await orUndefined(cloudProviders.delete(id));
      });
    },
  };
}

function requireMovedServer(session: Session, { server, mailbox }: Inputs): void {
  requireSameServer(session, server, "Cloud Provider", mailbox);
}

function requireOurs(found: CloudProviderRecord, { marker, mailbox }: Inputs): void {
  if (found.marker === marker) return;
  throw new OperationError(
    `The Cloud Provider ${found.id} of mailbox ${mailbox} no longer carries our marker ${marker}, so it is left alone: ` +
      `delete it by hand, or put the marker back and try again.`,
  );
}

function requireUnused(users: readonly MailAccountRecord[], id: string, { mailbox }: Inputs): void {
  if (users.length === 0) return;
  const names = users.map(({ name, email }) => `${name} (${email})`).join(", ");
  throw new OperationError(
    `The Cloud Provider ${id} of mailbox ${mailbox} cannot be deleted, because mail accounts outside this stack use it: ` +
      `${names}. Point them to another Cloud Provider first.`,
  );
}

/** What the server shows of a record: a field that it omits or masks is left out, so that it never looks changed. */
function shown(record: CloudProviderRecord): Partial<CloudProviderFields> {
  const fields: Partial<Record<keyof CloudProviderFields, string>> = {};
  for (const field of [...compared, "clientSecret"] as const) {
    const value = record[field];
    if (value !== undefined && !(field === "clientSecret" && isMasked(value))) fields[field] = value;
  }
  return fields;
}

/** Whether a secret is shown as `********`, perhaps with its first or last characters, or as nothing. */
function isMasked(secret: string): boolean {
  return secret === "" || /[*•●]{3,}/.test(secret);
}

/**
 * Reads the record back and compares: XCALLY drops fields that it does not know without a word, so a field whose name the
 * contract has wrong would be lost in silence. A secret that the server does not show cannot be compared.
 *
 * @throws IncompleteResource naming the first field that was not kept.
 */
async function requireKept(cloudProviders: CloudProviders, id: string, inputs: Inputs): Promise<void> {
  const record = await cloudProviders.get(id);
  const kept = shown(record);
  const lost =
    compared.find((field) => cloudProviders.sends(field) && kept[field] !== inputs[field]) ??
    (kept.clientSecret !== undefined && kept.clientSecret !== inputs.clientSecret
      ? "clientSecret"
      : undefined);
  if (lost === undefined) return;
  throw new IncompleteResource(
    id,
    inputs,
    `XCALLY did not keep the ${lost} of the Cloud Provider ${id} of mailbox ${inputs.mailbox}. ` +
      `If this server calls the field by another name, set contract.cloudProvider.fields.${lost} to it, or to null to leave it out.`,
  );
}
