import { unexpected, type Source } from "./fields.ts";
import type { Send } from "./transport.ts";

/**
 * Reads one record by its id.
 *
 * @throws XcallyError also when another record comes, as from a route that does not look at the id.
 */
export async function readRecord<Row extends { readonly id: string }>(
  send: Send,
  path: string,
  id: string,
  routeSetting: string,
  parse: (body: unknown, source: Source) => Row,
): Promise<Row> {
  const { status, body } = await send({ method: "GET", path });
  const source = { method: "GET", path, status };
  const row = parse(body, source);
  if (row.id === id) return row;
  throw unexpected(source, `the record ${row.id} came instead of ${id}`, routeSetting);
}
