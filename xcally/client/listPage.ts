import { z } from "zod";
import { kindOf, unexpected, type Expected, type Source } from "./fields.ts";
import type { Send } from "./transport.ts";

/** Rows asked for in one request; a server may give fewer. */
const pageSize = 100;

/** A list of records of XCALLY's. */
export interface List<Row> {
  readonly path: string;
  /** What its rows are, such as `Cloud Providers`. */
  readonly what: string;
  /** The setting that names the route. */
  readonly routeSetting: string;
  /** XCALLY's name of the field that rows are sorted by. */
  readonly idField: string;
  /** Equality filters. Defaults to none. */
  readonly filter?: Readonly<Record<string, string>>;
  /** A field that at least one of the rows must have: without it nothing could be found in the list. */
  readonly searched: { readonly field: string; readonly setting: string };
  readonly parse: (row: unknown, source: Source) => Row;
}

/** One page of a list. */
export interface Page<Row> extends Expected {
  readonly rows: readonly Row[];
  /** Rows of the whole list; undefined when the server does not say. */
  readonly total: number | undefined;
  /** Whether a row has the field that the list is searched by. */
  readonly isSearchable: boolean;
}

const object = z.record(z.string(), z.unknown());

/** Asks for the page that begins after so many rows. Throws XcallyError when the answer is no list. */
export async function readPage<Row>(send: Send, list: List<Row>, offset: number): Promise<Page<Row>> {
  const { path, what, routeSetting, idField, filter, searched, parse } = list;
  const query = { ...filter, limit: String(pageSize), offset: String(offset), sort: idField };
  const { status, body, contentRange } = await send({ method: "GET", path, query });
  const expected = { method: "GET", path, status, what: `a list of ${what}`, routeSetting };
  const { rows, total } = takeApart(body, contentRange, expected);
  return {
    ...expected,
    rows: rows.map((row) => parse(row, expected)),
    total,
    isSearchable: rows.some((row) => object.safeParse(row).data?.[searched.field] !== undefined),
  };
}

/** The rows of one page, still to be parsed, and the total. */
export function takeApart(
  body: unknown,
  contentRange: string | undefined,
  expected: Expected,
): { readonly rows: readonly unknown[]; readonly total: number | undefined } {
  const fail = (reason: string) => unexpected(expected, reason, expected.routeSetting);
  if (Array.isArray(body)) {
    const total = /\/(\d+)$/.exec(contentRange ?? "")?.[1];
    return { rows: body as unknown[], total: total === undefined ? undefined : Number(total) };
  }
  const parsed = object.safeParse(body);
  if (!parsed.success) throw fail(`the answer is ${kindOf(body)}, not ${expected.what}`);
  const { count, rows } = parsed.data;
  if (rows === undefined) throw fail(`the answer has no field rows, so it is not ${expected.what}`);
  if (!Array.isArray(rows)) throw fail(`the field rows of ${expected.what} is ${kindOf(rows)}, not a list`);
  if (count !== undefined && !(Number.isSafeInteger(count) && Number(count) >= 0)) {
    throw fail(`the field count of ${expected.what} is ${kindOf(count)}, not a number`);
  }
  return { rows: rows as unknown[], total: count === undefined ? undefined : Number(count) };
}
