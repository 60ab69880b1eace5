import type { Contract } from "../contract.ts";
import {
  cloudProviderId,
  cloudProviderWire,
  type CloudProviderFields,
  type CloudProviderRecord,
} from "./cloudProviderWire.ts";
import { createOnce } from "./createOnce.ts";
import type { Deadline } from "./deadline.ts";
import { unlessGone } from "./gone.ts";
import { listAll } from "./listing.ts";
import { readRecord } from "./readRecord.ts";
import type { Patience } from "./readUntil.ts";
import type { Send } from "./transport.ts";

/** The Cloud Providers of one XCALLY server. Every method throws XcallyError. */
export interface CloudProviders {
  /** Whether the contract has a name for the field, so that it is sent at all. */
  sends(field: keyof CloudProviderFields): boolean;
  list(): Promise<readonly CloudProviderRecord[]>;
  /** Undefined when there is none of this id. */
  find(id: string): Promise<CloudProviderRecord | undefined>;
  /**
   * Makes one, and never two, even where an answer is lost. Only for a marker that no Cloud Provider carries yet.
   */
  create(fields: CloudProviderFields): Promise<CloudProviderRecord>;
  /** Writes every field that is sent. False when there is none of this id. */
  update(id: string, fields: CloudProviderFields): Promise<boolean>;
  /** One that is gone already is fine. */
  delete(id: string): Promise<void>;
}

/** Route and field names come from the contract. */
export function cloudProviders(
  contract: Contract,
  patience: Patience,
): (send: Send, deadline: Deadline) => CloudProviders {
  const { fields, marker } = contract.cloudProvider;
  const path = contract.basePath + contract.routes.cloudProviders;
  const routeSetting = "contract.routes.cloudProviders";
  const one = (id: string) => `${path}/${encodeURIComponent(id)}`;
  const wire = cloudProviderWire(contract);
  const ifThere = unlessGone(path, "Cloud Providers", routeSetting);

  return (send, deadline) => {
    const list = (filter: Readonly<Record<string, string>> = {}) =>
      listAll(send, {
        path,
        what: "Cloud Providers",
        routeSetting,
        idField: cloudProviderId,
        filter,
        searched: { field: fields.name, setting: "contract.cloudProvider.fields.name" },
        parse: wire.read,
      });
    const write = (method: "POST" | "PUT", at: string, record: CloudProviderFields) =>
      send({
        method,
        path: at,
        body: wire.write(record),
        secrets: record.clientSecret === undefined ? [] : [record.clientSecret],
      });
    const carrying = async (word: string, filter?: Readonly<Record<string, string>>) =>
      (await list(filter)).filter((row) => row.marker === word);
    const remove = async (id: string) => {
      await ifThere(send, send({ method: "DELETE", path: one(id) }));
    };

    return {
      sends: (field) => field === "marker" || fields[field] !== null,
      list: () => list(),
      find: (id) => ifThere(send, readRecord(send, one(id), id, routeSetting, wire.read)),
      create: (record) =>
        createOnce(
          {
            create: async () => {
              const { status, body } = await write("POST", path, record);
              return wire.read(body, { method: "POST", path, status });
            },
            // Whatever a server makes of filters: nothing may be overlooked here.
            find: () => carrying(record.marker),
            findCopies: () =>
              carrying(record.marker, { [marker.field]: wire.write(record)[marker.field] ?? "" }),
            remove: ({ id }) => remove(id),
          },
          patience,
          deadline,
        ),
      update: async (id, record) => (await ifThere(send, write("PUT", one(id), record))) !== undefined,
      delete: remove,
    };
  };
}
