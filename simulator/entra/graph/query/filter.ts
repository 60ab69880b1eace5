import { GraphError } from "../graphError.ts";

/** One condition of a `$filter`. */
export interface FilterClause {
  readonly property: string;
  readonly operator: "eq" | "startswith";
  readonly value: string | boolean | null;
}

const literal = String.raw`'(?:[^']|'')*'|null|true|false`;
const comparison = new RegExp(String.raw`^([\w/]+)\s+(\w+)\s+(${literal})$`, "i");
const startsWith = new RegExp(String.raw`^startswith\(\s*([\w/]+)\s*,\s*('(?:[^']|'')*')\s*\)$`, "i");

/**
 * Reads a `$filter` of conditions that all must hold (`and`), with the operators `eq` and `startswith`.
 *
 * @param filterable The properties by which the resource can be filtered.
 * @param resource Graph's name of the resource.
 * @throws GraphError 400 for anything else.
 */
export function parseFilter(text: string, filterable: readonly string[], resource: string): FilterClause[] {
  return splitByAnd(text).map((part) => {
    const clause = parseClause(part);
    if (!filterable.includes(clause.property)) {
      throw unsupported(
        `Unsupported or invalid query filter clause specified for property '${clause.property}' of resource '${resource}'.`,
      );
    }
    return clause;
  });
}

/** Whether an object, as Graph writes it, meets all conditions. Strings compare without regard to case. */
export function meets(object: Readonly<Record<string, unknown>>, clauses: readonly FilterClause[]): boolean {
  return clauses.every(({ property, operator, value }) => {
    const actual = object[property];
    if (typeof actual !== "string" || typeof value !== "string") return actual === value;
    return operator === "eq"
      ? actual.toLowerCase() === value.toLowerCase()
      : actual.toLowerCase().startsWith(value.toLowerCase());
  });
}

function parseClause(text: string): FilterClause {
  const prefix = startsWith.exec(text);
  if (prefix) {
    return { property: prefix[1] ?? "", operator: "startswith", value: parseLiteral(prefix[2] ?? "") };
  }
  const [, property, operator, value] = comparison.exec(text) ?? [];
  if (property === undefined || operator === undefined || value === undefined) {
    throw new GraphError(400, "BadRequest", "Invalid filter clause");
  }
  if (operator !== "eq") {
    // Graph names the operator as its query engine does.
    const name = operator === "ne" ? "NotEqualsMatch" : operator;
    throw unsupported(`Unsupported property filter clause operator '${name}'.`);
  }
  return { property, operator, value: parseLiteral(value) };
}

function parseLiteral(text: string): string | boolean | null {
  if (text.startsWith("'")) return text.slice(1, -1).replaceAll("''", "'");
  return text.toLowerCase() === "null" ? null : text.toLowerCase() === "true";
}

/** Splits at `and` outside of quotes. */
function splitByAnd(text: string): string[] {
  return text.split(/\s+and\s+(?=(?:[^']*'[^']*')*[^']*$)/i).map((part) => part.trim());
}

function unsupported(message: string): GraphError {
  return new GraphError(400, "Request_UnsupportedQuery", message);
}
