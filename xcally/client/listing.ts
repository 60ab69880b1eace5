import type { XcallyError } from "./errors.ts";
import { unexpected } from "./fields.ts";
import { readPage, type List, type Page } from "./listPage.ts";
import type { Send } from "./transport.ts";

/** How often a list is read that changes while it is read, page by page. */
const readings = 3;

/**
 * Reads a whole list, page by page, in every shape XCALLY is known to answer: `{count, rows}`, and a bare array with the
 * total in `Content-Range`. Servers that give smaller pages than asked for are followed. A list without a total ends with an
 * empty page, or with a page that repeats: then the server does not page at all and gave everything at once.
 *
 * A list that somebody changes meanwhile is read again: a row that moved from one page to the other would be missing.
 *
 * @throws XcallyError when the answer is no list, or never becomes one that is complete.
 */
export async function listAll<Row extends { readonly id: string }>(
  send: Send,
  list: List<Row>,
): Promise<readonly Row[]> {
  for (let reading = 1; ; reading++) {
    const result = await readPages(send, list);
    if ("rows" in result) return result.rows;
    if (reading === readings) throw result.incomplete;
  }
}

async function readPages<Row extends { readonly id: string }>(
  send: Send,
  list: List<Row>,
): Promise<{ readonly rows: readonly Row[] } | { readonly incomplete: XcallyError }> {
  const rows = new Map<string, Row>();
  let promised: number | undefined;
  let isSearchable = false;
  for (let isLast = false; !isLast;) {
    const page = await readPage(send, list, rows.size);
    const problem = contradiction(rows, promised, page);
    if (problem !== undefined) return { incomplete: unexpected(page, problem, list.routeSetting) };

    const before = rows.size;
    for (const row of page.rows) rows.set(row.id, row);
    promised = page.total;
    isSearchable ||= page.isSearchable;
    isLast = rows.size === before || rows.size === promised;
    if (isLast && rows.size > 0 && !isSearchable) {
      const { field, setting } = list.searched;
      throw unexpected(page, `none of the ${rows.size} ${list.what} has the field ${field}`, setting);
    }
  }
  return { rows: [...rows.values()] };
}

/** What says that rows are missing, or that the list changed between its pages. */
function contradiction(
  earlier: ReadonlyMap<string, unknown>,
  promised: number | undefined,
  { rows, total }: Page<{ readonly id: string }>,
): string | undefined {
  if (promised !== undefined && total !== promised) {
    return `the list changed each of the ${readings} times that it was read`;
  }
  const ids = rows.map(({ id }) => id);
  const isWhole = total === undefined && ids.every((id) => earlier.has(id));
  const twice = ids.find((id, index) => earlier.has(id) || ids.indexOf(id) !== index);
  if (twice !== undefined && !isWhole) {
    return `the row with the id ${twice} comes twice, so others may be missing`;
  }
  const came = earlier.size + rows.length;
  if (total !== undefined && (came > total || (rows.length === 0 && came < total))) {
    return `${total} rows are promised, but ${came} came`;
  }
  return undefined;
}
