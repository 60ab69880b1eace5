import { z } from "zod";
import type { Contract } from "../contract.ts";
import { takeApart } from "./listPage.ts";
import type { Send } from "./transport.ts";

/** The lists that this project reads. */
export type ListName = "cloudProviders" | "mailAccounts";

/** What the first rows of a list look like, whatever the contract calls their fields. */
export interface FieldNames {
  /** How many rows were looked at. */
  readonly rows: number;
  /** Names of the fields that at least one of them has; never a value, which may be a secret. */
  readonly names: readonly string[];
}

/** Rows that are looked at: enough for fields that only some of them have. */
const sample = 20;

const record = z.record(z.string(), z.unknown());

/** Reads the names of the fields that the rows of a list have. @throws XcallyError when the answer is no list. */
export async function fieldNames(send: Send, contract: Contract, list: ListName): Promise<FieldNames> {
  const path = contract.basePath + contract.routes[list];
  const query = { limit: String(sample), offset: "0" };
  const { status, body, contentRange } = await send({ method: "GET", path, query });
  const routeSetting = `contract.routes.${list}`;
  const expected = { method: "GET", path, status, what: "a list", routeSetting };
  const { rows } = takeApart(body, contentRange, expected);
  const names = rows.flatMap((row) => Object.keys(record.safeParse(row).data ?? {}));
  return { rows: rows.length, names: [...new Set(names)].toSorted() };
}
