import type { Context } from "hono";
import type { GraphEnvironment } from "../graphContext.ts";
import { GraphError, NotServed } from "../graphError.ts";

/** An object as Graph writes it. */
export type WireObject = Readonly<Record<string, unknown>>;

const served = ["$filter", "$select", "$top", "$skiptoken"];

/**
 * Reads the OData options of a request.
 *
 * @throws NotServed for options that the stand-in does not know, such as `$expand`.
 */
export function readQuery(context: Context<GraphEnvironment>): ReadonlyMap<string, string> {
  const query = new Map(Object.entries(context.req.query()));
  for (const name of query.keys()) {
    if (name.startsWith("$") && !served.includes(name)) throw new NotServed(`the query option ${name}`);
  }
  return query;
}

/**
 * Reduces an object to the properties that `$select` names.
 *
 * @throws GraphError 400 for a property that the resource does not have.
 */
export function select(object: WireObject, names: string | undefined, resource: string): WireObject {
  if (!names) return object;
  return Object.fromEntries(
    names.split(",").map((raw) => {
      const name = raw.trim();
      if (!(name in object)) {
        const type = `microsoft.graph.${resource.charAt(0).toLowerCase()}${resource.slice(1)}`;
        throw new GraphError(
          400,
          "BadRequest",
          `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type '${type}'.`,
        );
      }
      return [name, object[name]];
    }),
  );
}
