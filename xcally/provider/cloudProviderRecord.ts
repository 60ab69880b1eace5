import { z } from "zod";
import type { CloudProviderFields, CloudProviderRecord } from "../client/index.ts";
import { failure, IncompleteResource } from "./failure.ts";
import type { Operation } from "./session.ts";

/** Inputs of the resource, as `components/cloudProvider.ts` writes them; its outputs hold them too. */
export const inputsSchema = z.object({
  /** Address of the server the record belongs to. */
  server: z.string(),
  /** The mailbox as messages name it: `support (support@contoso.com)`. */
  mailbox: z.string(),
  name: z.string(),
  marker: z.string(),
  clientId: z.string(),
  /** Absent as long as XCALLY keeps the secret that people gave it. */
  clientSecret: z.string().optional(),
  tenantId: z.string(),
  redirectUri: z.string(),
  /** Id by which Entra ID lists the secret; absent for a secret that people gave, and in states of before it was kept. */
  secretKeyId: z.string().optional(),
  /** When the secret ends; absent likewise. */
  secretExpires: z.string().optional(),
  /** The contract's overrides for Cloud Providers, so that a changed one writes the record anew. */
  contract: z.string().optional(),
  /** The Cloud Provider to take over instead of making one, and whether its application is taken over too; for `create`. */
  adopt: z.object({ id: z.string(), withApplication: z.boolean() }).optional(),
});
export type Inputs = z.infer<typeof inputsSchema>;

/** The outputs. */
export const stateSchema = inputsSchema.extend({
  /** That the server lost the marker at once when we wrote it, so that its absence does not make the record somebody else's. */
  isUnmarked: z.literal(true).optional(),
  /** Whether a person has signed in; absent where the server does not tell. An output alone: no difference in it is a change. */
  signedIn: z.boolean().optional(),
});
export type State = z.infer<typeof stateSchema>;

/** Fields that are compared wherever the server shows them. */
const compared = ["name", "marker", "clientId", "tenantId", "redirectUri", "clientSecret"] as const;

/** Properties in which a difference is a change. */
export const diffed = [...compared, "server", "mailbox", "secretKeyId", "secretExpires", "contract"] as const;

/** What the server shows of a record: a field that it omits or masks is left out, so that it never looks changed. */
function shown(record: CloudProviderRecord): Partial<CloudProviderFields> {
  const fields: Partial<Record<keyof CloudProviderFields, string>> = {};
  for (const field of compared) {
    const value = record[field];
    if (value !== undefined && !(field === "clientSecret" && isMasked(value))) fields[field] = value;
  }
  return fields;
}

/** What the server shows of a record, without a secret that people gave it: that one is none of the state's business. */
export function known(record: CloudProviderRecord, { clientSecret }: Pick<Inputs, "clientSecret">) {
  const { signedIn } = record;
  const { clientSecret: secret, ...fields } = shown(record);
  return {
    ...fields,
    ...(signedIn === undefined ? {} : { signedIn }),
    ...(clientSecret === undefined || secret === undefined ? {} : { clientSecret: secret }),
  };
}

/** Whether a secret is shown as `********`, perhaps with its first or last characters, or as nothing. */
function isMasked(secret: string): boolean {
  return secret === "" || /[*•●]{3,}/.test(secret);
}

/**
 * Reads the record back until it is what was written: servers show writes late, and XCALLY drops fields that it does not know
 * without a word, so a field whose name the contract has wrong would be lost in silence. A secret that the server does not show
 * cannot be compared.
 *
 * @returns the outputs, as the server has them.
 * @throws IncompleteResource naming the first field that was not kept, or why it could not be read.
 */
export async function readBack(xcally: Operation, id: string, inputs: Inputs): Promise<State> {
  const { cloudProviders, readUntil } = xcally;
  const lostField = (record: CloudProviderRecord | undefined) => {
    const kept = record === undefined ? {} : shown(record);
    return compared.find((field) =>
      // A field that is not shown is lost, but for the secret, which many servers do not show.
      kept[field] === undefined && field === "clientSecret"
        ? false
        : cloudProviders.sends(field) && inputs[field] !== undefined && kept[field] !== inputs[field],
    );
  };
  let record: CloudProviderRecord | undefined;
  try {
    record = await readUntil(
      () => cloudProviders.find(id),
      (found) => lostField(found) === undefined,
    );
  } catch (error) {
    const { message } = failure(`read back the Cloud Provider ${id}`, inputs.mailbox, error, xcally);
    throw new IncompleteResource(id, inputs, message);
  }
  const lost = lostField(record);
  const outputs = {
    ...inputs,
    ...(record === undefined ? {} : known(record, inputs)),
    marker: inputs.marker,
  };
  if (lost === undefined) return outputs;
  const isUnmarked = record !== undefined && record.marker === undefined;
  const what = `the Cloud Provider ${id} of mailbox ${inputs.mailbox}`;
  throw new IncompleteResource(
    id,
    { ...outputs, ...(isUnmarked ? { isUnmarked } : {}) },
    record === undefined
      ? `XCALLY did not keep ${what}: it answered that it was written, but it is not there.`
      : `XCALLY did not keep the ${lost} of ${what}. If this server calls the field by another name, ${override(lost)}.`,
  );
}

/** How the contract is told of another name for a field. */
function override(field: keyof CloudProviderFields): string {
  if (field === "marker") return "set contract.cloudProvider.marker.field to it";
  const setting = `set contract.cloudProvider.fields.${field} to it`;
  return field === "name" ? setting : `${setting}, or to null to leave it out`;
}
