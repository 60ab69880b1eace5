import { GraphError } from "../graphError.ts";
import { isLambda, parseLambda } from "./lambda.ts";
import type { ResourceKind } from "./responses.ts";

/** One condition of a `$filter`. */
export interface FilterClause {
  readonly property: string;
  /** `anyEq`: an element of the property, a list, equals the value. */
  readonly operator: "eq" | "startswith" | "anyEq";
  readonly value: string | boolean | null;
}

const literal = String.raw`'(?:[^']|'')*'|null|true|false`;
const comparison = new RegExp(String.raw`^([\w/]+)\s+(\w+)\s+(${literal})$`, "i");
const startsWith = new RegExp(String.raw`^startswith\(\s*([\w/]+)\s*,\s*('(?:[^']|'')*')\s*\)$`, "i");

/**
 * Reads a `$filter` of conditions that all must hold (`and`), with the operators `eq` and `startswith`, and with `any`
 * for an element of a list: `tags/any(t:t eq 'x')`.
 *
 * @throws GraphError 400 for anything else; NotServed for what only the real service can do with lists.
 */
export function parseFilter(text: string, kind: ResourceKind): FilterClause[] {
  const { filterable = [], filterableByElement = [], resource } = kind;
  return splitByAnd(text).map((part) => {
    const clause = parseClause(part);
    const allowed = clause.operator === "anyEq" ? filterableByElement : filterable;
    if (!allowed.includes(clause.property)) {
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
    switch (operator) {
      case "eq":
        return isSame(actual, value);
      case "anyEq":
        return Array.isArray(actual) && actual.some((element) => isSame(element, value));
      case "startswith":
        return String(actual).toLowerCase().startsWith(String(value).toLowerCase());
    }
  });
}

function isSame(actual: unknown, value: FilterClause["value"]): boolean {
  if (typeof actual !== "string" || typeof value !== "string") return actual === value;
  return actual.toLowerCase() === value.toLowerCase();
}

function parseClause(text: string): FilterClause {
  if (isLambda(text)) return parseLambda(text, (condition) => parseClause(condition));
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
