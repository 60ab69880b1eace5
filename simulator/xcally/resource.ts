import type { Entity, Settable } from "./entities.ts";
import type { Field } from "./fields.ts";
import type { Table } from "./table.ts";

/** A table together with how the API shows it. */
export interface Resource<Row extends Entity> {
  /** The name in the words of validation errors, such as "CloudProvider". */
  readonly model: string;
  /** Below `/api`, with a leading slash. */
  readonly path: string;
  readonly table: Table<Row>;
  readonly fields: readonly Field<Row>[];
  /** What a create gets for the fields it leaves out; it cannot leave out required ones. */
  readonly defaults: Partial<Settable<Row>>;
  /** What every answer adds to a row that no client can set. */
  readonly computed?: (row: Row) => Readonly<Record<string, unknown>>;
  /** What `includeAll=true` adds to a row: the records that it refers to, or that refer to it. */
  readonly include: (row: Row) => Readonly<Record<string, unknown>>;
}
