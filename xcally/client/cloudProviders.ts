import { z } from "zod";
import type { Contract } from "../contract.ts";
import { XcallyError } from "./errors.ts";
import type { Send } from "./http.ts";
import { listAll } from "./listing.ts";
import { markerFormat } from "./marker.ts";

/** What this project writes into a Cloud Provider. */
export interface CloudProviderFields {
  /** The name as people know it, without the ownership marker. */
  readonly name: string;
  /** The ownership marker, a random hexadecimal word. */
  readonly marker: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tenantId: string;
  readonly redirectUri: string;
}

/** A Cloud Provider as XCALLY answers it; a field that the server does not show is undefined. */
export type CloudProviderRecord = { readonly id: string } & {
  readonly [Field in keyof CloudProviderFields]: string | undefined;
};

/** The Cloud Providers of one XCALLY server. Every method throws XcallyError. */
export interface CloudProviders {
  /** Whether the contract has a name for the field, so that it is sent at all. */
  sends(field: keyof CloudProviderFields): boolean;
  list(): Promise<readonly CloudProviderRecord[]>;
  get(id: string): Promise<CloudProviderRecord>;
  create(fields: CloudProviderFields): Promise<CloudProviderRecord>;
  update(id: string, fields: CloudProviderFields): Promise<CloudProviderRecord>;
  delete(id: string): Promise<void>;
}

/** Route and field names come from the contract; names that the contract sets to null are neither sent nor read. */
export function cloudProviders(send: Send, contract: Contract): CloudProviders {
  const { fields, service, type, marker: markerPlace } = contract.cloudProvider;
  const format = markerFormat(markerPlace.template);
  const path = contract.basePath + contract.routes.cloudProviders;
  const one = (id: string) => `${path}/${encodeURIComponent(id)}`;
  const answered = z.looseObject({ id: z.union([z.number(), z.string()]).transform(String) });

  const toWire = ({ marker, ...record }: CloudProviderFields): Record<string, string> => {
    const wire: Record<string, string> = {};
    for (const [field, value] of Object.entries({ ...record, service, type })) {
      const name = fields[field as keyof typeof fields];
      if (name !== null) wire[name] = value;
    }
    wire[markerPlace.field] = format.write(record.name, marker);
    return wire;
  };

  const fromWire = (row: unknown, method: string, at: string): CloudProviderRecord => {
    const parsed = answered.safeParse(row);
    if (!parsed.success)
      throw new XcallyError(method, at, 200, "the answer is not a Cloud Provider with an id");
    const text = (name: string | null) => {
      const value = name === null ? undefined : parsed.data[name];
      return typeof value === "string" ? value : undefined;
    };
    const marked = format.read(text(markerPlace.field) ?? "");
    return {
      id: parsed.data.id,
      name: markerPlace.field === fields.name ? marked.name : text(fields.name),
      marker: marked.marker,
      clientId: text(fields.clientId),
      clientSecret: text(fields.clientSecret),
      tenantId: text(fields.tenantId),
      redirectUri: text(fields.redirectUri),
    };
  };

  return {
    sends: (field) => field === "marker" || fields[field] !== null,
    list: async () => (await listAll(send, path)).map((row) => fromWire(row, "GET", path)),
    get: async (id) => fromWire((await send({ method: "GET", path: one(id) })).body, "GET", one(id)),
    create: async (record) =>
      fromWire((await send({ method: "POST", path, body: toWire(record) })).body, "POST", path),
    update: async (id, record) =>
      fromWire((await send({ method: "PUT", path: one(id), body: toWire(record) })).body, "PUT", one(id)),
    delete: async (id) => {
      await send({ method: "DELETE", path: one(id) });
    },
  };
}
