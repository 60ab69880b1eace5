import { Hono } from "hono";
import { toAnswer, toColumns } from "../answers.ts";
import { requireAdmin } from "../authentication.ts";
import { parseValues, readBody, secretsIn } from "../body.ts";
import type { Entity, Settable } from "../entities.ts";
import { notFound } from "../errors.ts";
import { compareRows, listResponse, matchesFilters, parseListQuery, pickFields } from "../lists.ts";
import type { Resource } from "../resource.ts";
import type { XcallyServer } from "../server.ts";

/** List, get, create, update and delete, as every resource of XCALLY's API has them. */
export function crudRoutes<Row extends Entity>(resource: Resource<Row>, server: XcallyServer): Hono {
  const { table, fields } = resource;
  const answer = (row: Row): Record<string, unknown> => ({
    ...toAnswer(row, fields, server.switches),
    ...resource.computed?.(row),
  });
  const isSecret = (column: string): boolean =>
    fields.some(({ wireName, secret }) => secret && wireName === column);
  const readValues = async (request: Request, partial: boolean): Promise<Partial<Settable<Row>>> => {
    const body = await readBody(request);
    server.noteSecrets(secretsIn(body, fields));
    return parseValues(body, resource.model, fields, partial);
  };

  const routes = new Hono();
  routes.use(requireAdmin(server));

  routes.get("/", (context) => {
    const query = parseListQuery(context.req.query(), server.switches);
    const found = table
      .list()
      .map((row) => ({ row, columns: toColumns(row, fields) }))
      .filter(({ columns }) => matchesFilters(columns, query, isSecret))
      .sort((a, b) => compareRows(a.columns, b.columns, query));
    const rows = found.slice(query.offset, query.offset + query.limit).map(({ row }) => ({
      ...pickFields(answer(row), query),
      ...(query.includeAll ? resource.include(row) : {}),
    }));
    return listResponse(rows, found.length, query.offset, server.switches);
  });

  routes.post("/", async (context) => {
    const values = await readValues(context.req.raw, false);
    // Complete: readValues refused a body without one of the required fields.
    const row = table.create({ ...resource.defaults, ...values } as Settable<Row>);
    return context.json(answer(row), 201);
  });

  routes.get("/:id", (context) => {
    const row = table.get(Number(context.req.param("id")));
    if (!row) throw notFound();
    return context.json(answer(row));
  });

  routes.put("/:id", async (context) => {
    const id = Number(context.req.param("id"));
    const values = await readValues(context.req.raw, true);
    const row = table.update(id, values);
    if (!row) throw notFound();
    return context.json(answer(row));
  });

  routes.delete("/:id", (context) => {
    if (!table.remove(Number(context.req.param("id")))) throw notFound();
    return context.body(null, 204);
  });

  return routes;
}
