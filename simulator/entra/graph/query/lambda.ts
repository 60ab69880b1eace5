import { GraphError, NotServed } from "../graphError.ts";
import type { FilterClause } from "./filter.ts";

const lambda = /^([\w/]+)\/(any|all)\(\s*(?:(\w+)\s*:\s*(.*?))?\s*\)$/is;

/** Whether a condition is about the elements of a list. */
export function isLambda(text: string): boolean {
  return lambda.test(text);
}

/**
 * Reads a condition such as `tags/any(t:t eq 'x')`.
 *
 * @param parseCondition reads what stands behind the colon, for its errors too.
 * @throws GraphError 400 for `all`, for a condition about something else than the element, and for what no condition is;
 *   NotServed for conditions that Graph knows here and the stand-in does not.
 */
export function parseLambda(text: string, parseCondition: (text: string) => FilterClause): FilterClause {
  const [, property = "", quantifier = "", variable, condition = ""] = lambda.exec(text) ?? [];
  // As Graph answers it for a list of texts (seen in microsoftgraph/microsoft-graph-docs#16382).
  if (quantifier.toLowerCase() === "all") throw new GraphError(400, "BadRequest", "Filter not supported.");
  if (/^(?:not\b|\w+\s+[gl]e\s)/i.test(condition)) throw new NotServed(`the filter ${text}`);

  const { property: subject, operator, value } = parseCondition(condition);
  if (variable === undefined || subject !== variable) {
    throw new GraphError(400, "BadRequest", "Invalid filter clause");
  }
  if (operator !== "eq") throw new NotServed(`the filter ${text}`);
  return { property, operator: "anyEq", value };
}
