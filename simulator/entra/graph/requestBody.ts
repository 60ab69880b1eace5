import type { Context } from "hono";
import type { z } from "zod";
import type { GraphEnvironment } from "./graphContext.ts";
import { badRequest, GraphError, invalidValue, NotServed } from "./graphError.ts";

/** What a body is about, for the errors. */
export interface BodyOptions {
  /** Graph's name of the resource, such as `Application`. */
  readonly resource: string;
  /** Properties that exist but cannot be written. */
  readonly readOnly?: readonly string[];
  /** Properties that Graph lets a caller write and the stand-in does not. */
  readonly notServed?: readonly string[];
}

/**
 * Reads a JSON body.
 *
 * @throws GraphError 400 when it is no JSON object, has properties that the resource does not have or may not be
 *   written, or values of the wrong kind; NotServed for properties that only the real service knows.
 */
export async function readBody<T>(
  context: Context<GraphEnvironment>,
  schema: z.ZodType<T>,
  { resource, readOnly = [], notServed = [] }: BodyOptions,
): Promise<T> {
  const body = withoutTypeAnnotations(await readJson(context));
  if (typeof body === "object" && body !== null) {
    const properties = Object.keys(body);
    const written = properties.find((property) => readOnly.includes(property));
    if (written) throw badRequest(`Property '${written}' is read-only and cannot be set.`);
    const missing = properties.find((property) => notServed.includes(property));
    if (missing) throw new NotServed(`the property ${missing} of a request's body`);
  }
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw asGraphError(result.error, resource);
}

async function readJson(context: Context<GraphEnvironment>): Promise<unknown> {
  try {
    if (!context.req.header("content-type")?.startsWith("application/json")) throw new Error("no JSON");
    return JSON.parse(await context.req.text()) as unknown;
  } catch {
    throw new GraphError(
      400,
      "BadRequest",
      "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
    );
  }
}

/** OData lets a client annotate every object with its type. */
function withoutTypeAnnotations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTypeAnnotations);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => name !== "@odata.type");
  return Object.fromEntries(entries.map(([name, inner]) => [name, withoutTypeAnnotations(inner)]));
}

function asGraphError(error: z.ZodError, resource: string): GraphError {
  const issue = error.issues[0];
  if (issue?.code === "unrecognized_keys")
    return badRequest(`Invalid property '${issue.keys.join("', '")}'.`);
  const path = issue?.path.filter((part) => typeof part === "string").join(".");
  return invalidValue(path === undefined || path === "" ? "body" : path, resource);
}
