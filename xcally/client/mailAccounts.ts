import { z } from "zod";
import type { Contract } from "../contract.ts";
import { readFields, type Source } from "./fields.ts";
import { unlessGone } from "./gone.ts";
import { listAll } from "./listing.ts";
import { readRecord } from "./readRecord.ts";
import type { Send } from "./transport.ts";

/** A mail account as far as this project reads it. */
export interface MailAccountRecord {
  readonly id: string;
  readonly name: string;
  /** The address; empty where the server shows none. */
  readonly email: string;
  /** Id of the Cloud Provider the account signs in with; undefined when it has none. */
  readonly cloudProviderId: string | undefined;
  /** Whose mail servers it uses, in XCALLY's words; undefined where the server does not say. */
  readonly service: string | undefined;
}

/** The mail accounts of one XCALLY server. Every method throws XcallyError. */
export interface MailAccounts {
  list(): Promise<readonly MailAccountRecord[]>;
  /** Undefined when there is none of this id. */
  find(id: string): Promise<MailAccountRecord | undefined>;
  /** The accounts that sign in with this Cloud Provider. */
  usersOf(cloudProviderId: string): Promise<readonly MailAccountRecord[]>;
  /**
   * Points the account to a Cloud Provider, or to none. Nothing else of the account is touched. False when there is none of
   * this id.
   */
  associate(id: string, cloudProviderId: string | undefined): Promise<boolean>;
}

/** Route and field names come from the contract. */
export function mailAccounts(contract: Contract): (send: Send) => MailAccounts {
  const { fields } = contract.mailAccount;
  const path = contract.basePath + contract.routes.mailAccounts;
  const routeSetting = "contract.routes.mailAccounts";
  const setting = (field: keyof typeof fields) => `contract.mailAccount.fields.${field}`;
  const one = (id: string) => `${path}/${encodeURIComponent(id)}`;
  const ifThere = unlessGone(path, "mail accounts", routeSetting);

  const read = (row: unknown, source: Source): MailAccountRecord => {
    const answer = readFields(row, { ...source, what: "a mail account", routeSetting });
    return {
      id: answer.id(fields.id, setting("id")),
      name: answer.text(fields.name, setting("name")) ?? "",
      email: answer.text(fields.email, setting("email")) ?? "",
      cloudProviderId: answer.reference(fields.cloudProviderId, setting("cloudProviderId")),
      service: fields.service === null ? undefined : textOf(row, fields.service),
    };
  };

  return (send) => {
    const list = (filter: Readonly<Record<string, string>> = {}) =>
      listAll(send, {
        path,
        what: "mail accounts",
        routeSetting,
        idField: fields.id,
        filter,
        searched: { field: fields.email, setting: setting("email") },
        parse: read,
      });

    return {
      list: () => list(),
      // The filter is compared here too: a server that ignores it answers every account.
      usersOf: async (id) =>
        (await list({ [fields.cloudProviderId]: id })).filter(
          ({ cloudProviderId }) => cloudProviderId === id,
        ),
      find: (id) => ifThere(send, readRecord(send, one(id), id, routeSetting, read)),
      associate: async (id, cloudProviderId) => {
        const body = {
          [fields.cloudProviderId]: cloudProviderId === undefined ? null : wireId(cloudProviderId),
        };
        return (await ifThere(send, send({ method: "PUT", path: one(id), body }))) !== undefined;
      },
    };
  };
}

/** A field that nothing depends on: what is no text counts as missing. */
function textOf(row: unknown, name: string): string | undefined {
  return z.string().safeParse(z.record(z.string(), z.unknown()).safeParse(row).data?.[name]).data;
}

/** Ids are numbers on the wire wherever they look like one: XCALLY's own are. */
function wireId(id: string): number | string {
  return /^\d+$/.test(id) ? Number(id) : id;
}
