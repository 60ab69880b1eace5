import { z } from "zod";
import type { Contract } from "../contract.ts";
import { XcallyError } from "./errors.ts";
import type { Send } from "./http.ts";
import { listAll } from "./listing.ts";

/** A mail account as far as this project reads it. */
export interface MailAccountRecord {
  readonly id: string;
  readonly name: string;
  /** The address; empty where the server shows none. */
  readonly email: string;
  /** Id of the Cloud Provider the account signs in with; undefined when it has none. */
  readonly cloudProviderId: string | undefined;
}

/** The mail accounts of one XCALLY server. Every method throws XcallyError. */
export interface MailAccounts {
  list(): Promise<readonly MailAccountRecord[]>;
  get(id: string): Promise<MailAccountRecord>;
  /** The accounts that sign in with this Cloud Provider. */
  usersOf(cloudProviderId: string): Promise<readonly MailAccountRecord[]>;
  /** Points the account to a Cloud Provider, or to none. Nothing else of the account is touched. */
  associate(id: string, cloudProviderId: string | undefined): Promise<MailAccountRecord>;
}

/** Route and field names come from the contract. */
export function mailAccounts(send: Send, contract: Contract): MailAccounts {
  const { fields } = contract.mailAccount;
  const path = contract.basePath + contract.routes.mailAccounts;
  const one = (id: string) => `${path}/${encodeURIComponent(id)}`;
  const identity = z.union([z.number(), z.string()]).transform(String);
  const answered = z.looseObject({
    [fields.id]: identity,
    [fields.name]: z.string().nullish(),
    [fields.email]: z.string().nullish(),
    [fields.cloudProviderId]: identity.nullish(),
  });

  const fromWire = (row: unknown, method: string, at: string): MailAccountRecord => {
    const parsed = answered.safeParse(row);
    if (!parsed.success)
      throw new XcallyError(method, at, 200, "the answer is not a mail account with an id");
    const text = (name: string) => {
      const value = parsed.data[name];
      return typeof value === "string" ? value : "";
    };
    return {
      id: text(fields.id),
      name: text(fields.name),
      email: text(fields.email),
      cloudProviderId: text(fields.cloudProviderId) || undefined,
    };
  };

  const list = async (filter?: Readonly<Record<string, string>>) =>
    (await listAll(send, path, filter)).map((row) => fromWire(row, "GET", path));

  return {
    list: () => list(),
    // The filter is compared here too: a server that ignores it answers every account.
    usersOf: async (id) =>
      (await list({ [fields.cloudProviderId]: id })).filter(({ cloudProviderId }) => cloudProviderId === id),
    get: async (id) => fromWire((await send({ method: "GET", path: one(id) })).body, "GET", one(id)),
    associate: async (id, cloudProviderId) => {
      const body = {
        [fields.cloudProviderId]: cloudProviderId === undefined ? null : wireId(cloudProviderId),
      };
      return fromWire((await send({ method: "PUT", path: one(id), body })).body, "PUT", one(id));
    },
  };
}

/** Ids are numbers on the wire wherever they look like one: XCALLY's own are. */
function wireId(id: string): number | string {
  return /^\d+$/.test(id) ? Number(id) : id;
}
