import { z } from "zod";
import type { Columns } from "./answers.ts";
import type { Value } from "./entities.ts";
import { ApiError } from "./errors.ts";
import type { Switches } from "./switches.ts";

/** Rows in a page where the client names no limit. */
const defaultLimit = 100;

/** What of a list a client asked for. */
export interface ListQuery {
  readonly limit: number;
  readonly offset: number;
  /** Columns to sort by, the most important first; `descending` for `sort=-column`. */
  readonly sort: readonly { readonly column: string; readonly descending: boolean }[];
  /** Columns to answer; empty for all. */
  readonly fields: readonly string[];
  readonly includeAll: boolean;
  /** Parameters that may name a column whose value must be equal. */
  readonly filters: readonly (readonly [string, string])[];
}

const querySchema = z.object({
  limit: z.coerce.number().int().positive().catch(defaultLimit),
  offset: z.coerce.number().int().nonnegative().catch(0),
  nolimit: z.string().optional(),
  sort: z.string().default(""),
  fields: z.string().default(""),
  includeAll: z.string().optional(),
});

/** Reads a list's query; a limit or offset that is no number counts as not given. */
export function parseListQuery(query: Readonly<Record<string, string>>, switches: Switches): ListQuery {
  const { limit, offset, nolimit, sort, fields, includeAll } = querySchema.parse(query);
  const wanted = nolimit === "true" ? Infinity : limit;
  return {
    limit: Math.min(wanted, switches.maxPageSize ?? Infinity),
    offset,
    sort: splitNames(sort).map((name) => ({
      column: name.replace(/^-/, ""),
      descending: name.startsWith("-"),
    })),
    fields: splitNames(fields),
    includeAll: includeAll === "true",
    filters: Object.entries(query),
  };
}

const splitNames = (names: string): string[] => names.split(",").filter((name) => name !== "");

/**
 * Whether a row matches every filter. A parameter that names no column filters nothing, so a client that misnames
 * one gets the whole list; secrets cannot be asked for.
 */
export function matchesFilters(
  columns: Columns,
  query: ListQuery,
  isSecret: (column: string) => boolean,
): boolean {
  return query.filters.every(([name, wanted]) => {
    const value = columns[name];
    return value === undefined || isSecret(name) || String(value) === wanted;
  });
}

/**
 * Compares two rows by the columns of `sort`, nulls first as MySQL has it.
 *
 * @throws ApiError 500 No such column.
 */
export function compareRows(a: Columns, b: Columns, query: ListQuery): number {
  for (const { column, descending } of query.sort) {
    const [first, second] = [a[column], b[column]];
    if (first === undefined || second === undefined) {
      throw new ApiError(500, `Unknown column '${column}' in 'order clause'`);
    }
    const order = compareValues(first, second);
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}

function compareValues(a: Value, b: Value): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  return a < b ? -1 : 1;
}

/** `answer` with only the asked fields; all of it where none of them exists. */
export function pickFields(
  answer: Readonly<Record<string, unknown>>,
  query: ListQuery,
): Readonly<Record<string, unknown>> {
  const known = Object.entries(answer).filter(([name]) => query.fields.includes(name));
  return known.length > 0 ? Object.fromEntries(known) : answer;
}

/**
 * The answer of a list in the shape that the switches say.
 *
 * @param count All rows that match, not only those of this page.
 */
export function listResponse(
  rows: readonly unknown[],
  count: number,
  offset: number,
  switches: Switches,
): Response {
  const status = switches.partialContent ? 206 : 200;
  if (switches.listShape === "countRows") return Response.json({ count, rows }, { status });
  // No unit and an end one past the last row: only the number after the slash is the same on all servers.
  const range = `${offset}-${offset + rows.length}/${count}`;
  return Response.json(rows, { status, headers: { "content-range": range } });
}
