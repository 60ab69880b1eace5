import { z } from "zod";
import type { Entity, Settable, Value } from "./entities.ts";
import { ApiError } from "./errors.ts";
import type { Field } from "./fields.ts";

/** The width of the database's text columns, as Sequelize makes them unless told otherwise. */
const columnWidth = 255;

const jsonObject = z.record(z.string(), z.unknown());

/**
 * The body of a request as an object. A body that is not sent as JSON is not looked at, as with Express.
 *
 * @throws ApiError 400 The body is not JSON or not an object.
 */
export async function readBody(request: Request): Promise<Readonly<Record<string, unknown>>> {
  const text = await request.text();
  if (!request.headers.get("content-type")?.startsWith("application/json") || text === "") return {};
  try {
    return jsonObject.parse(JSON.parse(text));
  } catch {
    throw new ApiError(400, "The request's body is not a JSON object");
  }
}

/**
 * The values of the known fields in a body. Other fields are left out without a word, as Sequelize does.
 *
 * @param partial True for an update, which may leave out any field.
 * @throws ApiError 422 A required field is missing or a value is of the wrong type; 500 for a text too long to store.
 */
export function parseValues<Row extends Entity>(
  body: Readonly<Record<string, unknown>>,
  model: string,
  fields: readonly Field<Row>[],
  partial: boolean,
): Partial<Settable<Row>> {
  const schema = z.object(
    Object.fromEntries(fields.map((field) => [field.wireName, valueSchema(model, field, partial)])),
  );
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    throw new ApiError(422, parsed.error.issues.map((issue) => issue.message).join(",\n"));
  }

  const values: Record<string, Value> = {};
  for (const { wireName, property } of fields) {
    const value = parsed.data[wireName];
    if (value === undefined) continue;
    if (typeof value === "string" && value.length > columnWidth) {
      throw new ApiError(500, `Data too long for column '${wireName}' at row 1`);
    }
    values[property] = value;
  }
  // Each property is one of Settable<Row> with a value of its type: `fields` says so.
  return values as Partial<Settable<Row>>;
}

function valueSchema<Row extends Entity>(
  model: string,
  field: Field<Row>,
  partial: boolean,
): z.ZodType<Value | undefined> {
  const { wireName, type, required, nullable, maxLength } = field;
  const error = (issue: { readonly input?: unknown }): string =>
    issue.input === undefined || issue.input === null
      ? `notNull Violation: ${model}.${wireName} cannot be null`
      : `Validation error: ${wireName} must be of the type ${type}`;
  const schemas = {
    string: required
      ? z.string({ error }).min(1, `Validation error: Validation notEmpty on ${wireName} failed`)
      : z.string({ error }),
    integer: z.int({ error }),
    boolean: z.boolean({ error }),
  };
  const schema =
    maxLength === undefined
      ? schemas[type]
      : schemas.string.max(maxLength, `Validation error: Validation len on ${wireName} failed`);
  const withNull = nullable ? schema.nullable() : schema;
  return required && !partial ? withNull : withNull.optional();
}

/** The values of secret fields in a body, whether or not the body is then accepted. */
export function secretsIn<Row extends Entity>(
  body: Readonly<Record<string, unknown>>,
  fields: readonly Field<Row>[],
): string[] {
  return fields
    .filter((field) => field.secret)
    .map((field) => body[field.wireName])
    .filter((value) => typeof value === "string");
}
