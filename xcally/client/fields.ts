import { z } from "zod";
import { XcallyError } from "./errors.ts";

/** Which answer a record came in. */
export interface Source {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

/** What an answer should be, for the sentence that says what is wrong with it. */
export interface Expected extends Source {
  /** Such as `a Cloud Provider`. */
  readonly what: string;
  /** The setting that names the route. */
  readonly routeSetting: string;
}

/** The fields of one record of XCALLY's, each with its type checked. Every method throws XcallyError. */
export interface Fields {
  /** A text; undefined where the server shows none. */
  text(name: string, setting: string): string | undefined;
  /** A reference to another record; undefined where there is none. */
  reference(name: string, setting: string): string | undefined;
  /** Whatever the server shows, unchecked; undefined where it shows nothing. */
  value(name: string): unknown;
  /** The record's own id. */
  id(name: string, setting: string): string;
}

const record = z.record(z.string(), z.unknown());

/** Begins to read a record. @throws XcallyError when it is no object. */
export function readFields(value: unknown, expected: Expected): Fields {
  const parsed = record.safeParse(value);
  if (!parsed.success || Array.isArray(value)) {
    throw unexpected(expected, `the answer is ${kindOf(value)}, not ${expected.what}`, expected.routeSetting);
  }
  const fields = parsed.data;
  const wrongType = (name: string, allowed: string, setting: string) =>
    unexpected(
      expected,
      `the field ${name} of ${expected.what} is ${kindOf(fields[name])}, not ${allowed}`,
      setting,
    );
  const optional = <T>(name: string, read: (value: unknown) => T): T | undefined =>
    fields[name] === undefined || fields[name] === null ? undefined : read(fields[name]);

  return {
    text: (name, setting) =>
      optional(name, (value) => {
        if (typeof value === "string") return value;
        throw wrongType(name, "a text", setting);
      }),
    reference: (name, setting) =>
      optional(name, (value) => {
        if (isId(value)) return String(value);
        throw wrongType(name, "an id", setting);
      }),
    value: (name) => fields[name],
    id: (name, setting) => {
      if (isId(fields[name])) return String(fields[name]);
      if (name in fields) throw wrongType(name, "an id", setting);
      throw unexpected(expected, `${expected.what} came without the field ${name}`, setting);
    },
  };
}

/** A failure of an answer that came with a success, but in another shape than the contract says. */
export function unexpected({ method, path, status }: Source, reason: string, setting: string): XcallyError {
  return new XcallyError(method, path, status, reason, { code: "UNEXPECTED", setting });
}

/** What a value is, in words; never the value, which may be a secret. */
export function kindOf(value: unknown): string {
  if (value === undefined) return "empty";
  if (value === null) return "null";
  if (value === "") return "an empty text";
  if (Array.isArray(value)) return "a list";
  const names: Partial<Record<string, string>> = {
    string: "a text",
    number: Number.isSafeInteger(value) ? "a number" : "a number that is not whole",
    boolean: "true or false",
  };
  return names[typeof value] ?? "an object";
}

/** Ids are whole numbers, or texts where a server has others. A number past 2^53 has lost digits in JSON. */
function isId(value: unknown): value is number | string {
  return typeof value === "string" ? value !== "" : Number.isSafeInteger(value);
}
