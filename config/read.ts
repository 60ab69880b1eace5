import type { z } from "zod";
import { describeValue } from "./describeValue.ts";
import type { Report } from "./settingsError.ts";
import { unknownKeyMessage } from "./unknownKeys.ts";

/**
 * Fields of an object and what each of them holds. Every check of a schema carries the sentence that says what
 * is allowed; reading puts the value before it.
 */
export type Fields = Readonly<Record<string, z.ZodType>>;

/** What {@link Fields} are read as. */
export type Values<F extends Fields> = { readonly [K in keyof F]: z.output<F[K]> };

/** Where a value stands and who is told of its mistakes. */
export interface Place {
  /** Such as `mailboxes[1]`; empty for the top of the configuration. */
  readonly path: string;
  readonly report: Report;
  /** Names of fields whose value must not be shown. */
  readonly secret?: readonly string[];
}

/** What was read: each field that is right, and all of them together if every one is. */
export interface Read<F extends Fields> {
  readonly partial: Partial<Values<F>>;
  readonly complete: Values<F> | undefined;
}

/** Reads an object field by field, so that one wrong field does not hide mistakes of the others. */
export function readObject<F extends Fields>(value: unknown, fields: F, place: Place): Read<F> {
  if (!isObject(value)) {
    const names = Object.keys(fields).join(", ");
    place.report({
      path: place.path,
      message: `${describeValue(value)} is not allowed. Write an object with ${names}.`,
    });
    return { partial: {}, complete: undefined };
  }
  const unknown = Object.keys(value).filter((key) => !Object.hasOwn(fields, key));
  for (const key of unknown) {
    place.report({ path: join(place.path, key), message: unknownKeyMessage(key, Object.keys(fields)) });
  }
  const entries = Object.entries(fields).map(([key, schema]) => {
    const hidden = place.secret?.includes(key) ?? false;
    const read = readValue(value[key], schema, join(place.path, key), place.report, { hidden });
    return { key, read };
  });
  const right = entries.flatMap(({ key, read }) => (read.ok ? [[key, read.value] as const] : []));
  const partial = Object.fromEntries(right) as Partial<Values<F>>;
  const isComplete = unknown.length === 0 && right.length === entries.length;
  return { partial, complete: isComplete ? (partial as Values<F>) : undefined };
}

/** How {@link readValue} treats what it finds. */
export interface ReadOptions {
  /** Keep the value out of messages. Defaults to false. */
  readonly hidden?: boolean;
  /** Names that are known where an unknown key was found. Defaults to none. */
  readonly knownKeys?: (path: readonly PropertyKey[]) => readonly string[];
}

/** Reads one value by its schema and reports what is wrong with it, at most one mistake a place. */
export function readValue<S extends z.ZodType>(
  value: unknown,
  schema: S,
  path: string,
  report: Report,
  options: ReadOptions = {},
): { readonly ok: true; readonly value: z.output<S> } | { readonly ok: false } {
  const result = schema.safeParse(value);
  if (result.success) return { ok: true, value: result.data };
  const seen = new Set<string>();
  for (const issue of result.error.issues) {
    const at = issue.path.reduce<string>(join, path);
    if (issue.code === "unrecognized_keys") {
      const known = options.knownKeys?.(issue.path) ?? [];
      for (const key of issue.keys) report({ path: join(at, key), message: unknownKeyMessage(key, known) });
    } else if (!seen.has(at)) {
      report({ path: at, message: `${problem(valueAt(value, issue.path), options)}. ${issue.message}` });
    }
    seen.add(at);
  }
  return { ok: false };
}

function problem(value: unknown, { hidden = false }: ReadOptions): string {
  if (value === undefined) return "This is missing";
  return `${hidden ? "The value" : describeValue(value)} is not allowed`;
}

function join(path: string, key: PropertyKey): string {
  if (typeof key === "number") return `${path}[${key}]`;
  return path === "" ? String(key) : `${path}.${String(key)}`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown>)[key], value);
}

/** Whether the value is an object with fields, not a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
