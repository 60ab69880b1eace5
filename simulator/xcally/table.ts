import type { Entity, Settable } from "./entities.ts";

/**
 * One table of the stand-in's database. Its methods are what a person does by hand in XCALLY's pages;
 * the API goes the same way, so the same constraints hold for both.
 */
export interface Table<Row extends Entity> {
  /** All records by ascending id. */
  list(): readonly Row[];
  /** The record of this id, or undefined. */
  get(id: number): Row | undefined;
  /** Stores a new record and answers it. */
  create(values: Settable<Row>): Row;
  /** Changes some fields of a record and answers it, or undefined where there is no such record. */
  update(id: number, values: Partial<Settable<Row>>): Row | undefined;
  /** Deletes a record; false where there is no such record. */
  remove(id: number): boolean;
}

/** What must hold before a change; each throws what the API then answers. */
export interface Constraints<Row extends Entity> {
  /** `id` is undefined for a new record. */
  beforeWrite?(values: Partial<Settable<Row>>, id: number | undefined): void;
  beforeRemove?(id: number): void;
}

/**
 * An empty table.
 *
 * @param now The clock for `createdAt` and `updatedAt`.
 */
export function createTable<Row extends Entity>(now: () => Date, constraints: Constraints<Row>): Table<Row> {
  const records = new Map<number, Row>();
  let lastId = 0;

  const store = (id: number, createdAt: string, values: Settable<Row>): Row => {
    // The compiler cannot see that Settable<Row> plus these three fields is a Row again.
    const record = { ...values, id, createdAt, updatedAt: now().toISOString() } as unknown as Row;
    records.set(id, record);
    return record;
  };

  return {
    list: () => [...records.values()],
    get: (id) => records.get(id),
    create(values) {
      constraints.beforeWrite?.(values, undefined);
      // A database counts up only for rows that it takes.
      lastId += 1;
      return store(lastId, now().toISOString(), values);
    },
    update(id, values) {
      const existing = records.get(id);
      if (!existing) return undefined;
      constraints.beforeWrite?.(values, id);
      return store(id, existing.createdAt, { ...existing, ...values });
    },
    remove(id) {
      if (!records.has(id)) return false;
      constraints.beforeRemove?.(id);
      return records.delete(id);
    },
  };
}
