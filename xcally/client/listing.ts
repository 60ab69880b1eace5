import { z } from "zod";
import { XcallyError } from "./errors.ts";
import type { Send } from "./http.ts";

/** Rows asked for in one request; a server may give fewer. */
const pageSize = 100;

const countRows = z.object({ count: z.number().int().nonnegative(), rows: z.array(z.unknown()) });
const bareArray = z.array(z.unknown());

/**
 * Reads a whole list, page by page, in every shape XCALLY is known to answer: `{count, rows}`, and a bare array with the
 * total in `Content-Range`. Servers that give smaller pages than asked for are followed. A list without a total ends with an
 * empty page, or with a page that repeats: then the server does not page at all and gave everything at once.
 *
 * @returns the rows as they came; the caller parses them.
 */
export async function listAll(
  send: Send,
  path: string,
  filter: Readonly<Record<string, string>> = {},
): Promise<readonly unknown[]> {
  const rows: unknown[] = [];
  let firstOfLastPage: string | undefined;
  for (;;) {
    const query = { ...filter, limit: String(pageSize), offset: String(rows.length), sort: "id" };
    const { status, body, contentRange } = await send({ method: "GET", path, query });
    const page = parsePage(body, contentRange);
    if (page === undefined) throw new XcallyError("GET", path, status, "the answer is not a list");
    if (page.rows.length === 0) return rows;
    const first = JSON.stringify(page.rows[0]);
    if (first === firstOfLastPage) {
      if (page.total === undefined) return rows;
      throw new XcallyError(
        "GET",
        path,
        status,
        `${page.total} rows are promised, but the same page comes again`,
      );
    }
    firstOfLastPage = first;
    rows.push(...page.rows);
    if (page.total !== undefined && rows.length >= page.total) return rows;
  }
}

function parsePage(body: unknown, contentRange: string | undefined) {
  const counted = countRows.safeParse(body);
  if (counted.success) return { rows: counted.data.rows, total: counted.data.count };
  const bare = bareArray.safeParse(body);
  if (!bare.success) return undefined;
  const total = contentRange?.match(/\/(\d+)$/)?.[1];
  return { rows: bare.data, total: total === undefined ? undefined : Number(total) };
}
