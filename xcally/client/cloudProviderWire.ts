import type { Contract } from "../contract.ts";
import { readFields, type Source } from "./fields.ts";
import { markerFormat } from "./marker.ts";
import { readSignedIn } from "./signedIn.ts";

/** What this project writes into a Cloud Provider. */
export interface CloudProviderFields {
  /** The name as people know it, without the ownership marker. */
  readonly name: string;
  /** The ownership marker, a random hexadecimal word. */
  readonly marker: string;
  readonly clientId: string;
  /** Absent in a write that leaves the secret as it is. */
  readonly clientSecret?: string | undefined;
  readonly tenantId: string;
  readonly redirectUri: string;
}

/** A Cloud Provider as XCALLY answers it; a field that the server does not show is undefined. */
export type CloudProviderRecord = {
  readonly id: string;
  /** Whether a person has signed in for it; undefined where the server does not tell. */
  readonly signedIn: boolean | undefined;
} & {
  readonly [Field in keyof CloudProviderFields]: string | undefined;
};

/** Cloud Providers as they stand in requests and answers. */
export interface CloudProviderWire {
  readonly write: (fields: CloudProviderFields) => Readonly<Record<string, string>>;
  /** Throws XcallyError naming the field that is missing or of another type, and the setting that overrides it. */
  readonly read: (row: unknown, source: Source) => CloudProviderRecord;
}

/** XCALLY's name of the field that identifies a Cloud Provider. */
export const cloudProviderId = "id";

/** Field names come from the contract; those that it sets to null are neither written nor read. */
export function cloudProviderWire({ cloudProvider }: Contract): CloudProviderWire {
  const { service, type, marker: markerPlace } = cloudProvider;
  const { signedIn: signedInField, ...fields } = cloudProvider.fields;
  const format = markerFormat(markerPlace.template);
  const routeSetting = "contract.routes.cloudProviders";

  return {
    write: ({ marker, ...record }) => {
      const values = { ...record, service, type };
      const wire: Record<string, string> = {};
      // By the contract's fields, not by the values: callers may hold more than is XCALLY's.
      for (const field of Object.keys(fields) as (keyof typeof fields)[]) {
        const name = fields[field];
        const value = values[field];
        if (name !== null && value !== undefined) wire[name] = value;
      }
      wire[markerPlace.field] = format.write(record.name, marker);
      return wire;
    },
    read: (row, source) => {
      const answer = readFields(row, { ...source, what: "a Cloud Provider", routeSetting });
      const text = (field: keyof typeof fields) => {
        const name = fields[field];
        return name === null ? undefined : answer.text(name, `contract.cloudProvider.fields.${field}`);
      };
      const marked = format.read(answer.text(markerPlace.field, "contract.cloudProvider.marker.field") ?? "");
      return {
        id: answer.id(cloudProviderId, routeSetting),
        name: markerPlace.field === fields.name ? marked.name : text("name"),
        marker: marked.marker,
        clientId: text("clientId"),
        clientSecret: text("clientSecret"),
        tenantId: text("tenantId"),
        redirectUri: text("redirectUri"),
        signedIn: signedInField === null ? undefined : readSignedIn(answer.value(signedInField)),
      };
    },
  };
}
