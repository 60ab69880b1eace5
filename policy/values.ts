import { notKnownYet } from "./rule.ts";

/** The value at a path; undefined where there is none, {@link notKnownYet} where it or one above it is not known. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const name of path) {
    if (found === notKnownYet) return notKnownYet;
    found = isRecord(found) ? found[name] : undefined;
  }
  return found;
}

/** A text; undefined for everything else. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === "string" ? found : undefined;
}

/** The known items of a list; empty where there is none. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found.filter((item) => item !== notKnownYet) : [];
}

/** The known texts of a list. */
export function textsAt(value: unknown, ...path: readonly string[]): readonly string[] {
  return listAt(value, ...path).filter((item) => typeof item === "string");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
