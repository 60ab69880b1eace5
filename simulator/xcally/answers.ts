import { randomUUID } from "node:crypto";
import type { Entity, Value } from "./entities.ts";
import { valueOf } from "./fields.ts";
import type { Field } from "./fields.ts";
import type { Switches } from "./switches.ts";

/** A record under the API's names, secrets and all: what the database holds, and what lists are filtered by. */
export type Columns = Readonly<Record<string, Value>>;

/** `row` under the API's names. */
export function toColumns<Row extends Entity>(row: Row, fields: readonly Field<Row>[]): Columns {
  const own = fields.map((field) => [field.wireName, valueOf(row, field)] as const);
  return { id: row.id, ...Object.fromEntries(own), createdAt: row.createdAt, updatedAt: row.updatedAt };
}

/** `row` as the server answers it: secrets shown or masked, and fields added, as the switches say. */
export function toAnswer<Row extends Entity>(
  row: Row,
  fields: readonly Field<Row>[],
  switches: Switches,
): Record<string, unknown> {
  const answer: Record<string, unknown> = { ...toColumns(row, fields) };
  for (const { wireName, secret } of fields) {
    if (!secret) continue;
    if (switches.maskSecrets === "omit") Reflect.deleteProperty(answer, wireName);
    if (switches.maskSecrets === "null") answer[wireName] = null;
    // A secret that was never set is no secret.
    if (switches.maskSecrets === "stars" && answer[wireName] !== null) answer[wireName] = "********";
  }
  return switches.extraFields ? { ...answer, ...extraFields() } : answer;
}

/** Of the kinds that servers add: a constant, a null, something nested, and one that no two readings share. */
const extraFields = (): Record<string, unknown> => ({
  UserId: 1,
  data1: null,
  Owner: { id: 1, name: "admin" },
  revision: randomUUID(),
});
