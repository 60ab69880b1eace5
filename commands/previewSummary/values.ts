import type { Properties } from "./preview.ts";

/** What Pulumi writes for a value that only the `up` will know. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A text or a number among properties; undefined where there is none, or where it is not known yet. */
export function textOf(
  properties: Properties | undefined,
  ...path: readonly (string | number)[]
): string | undefined {
  let value: unknown = properties;
  for (const name of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Object.entries(value).find(([key]) => key === String(name))?.[1];
  }
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" && value !== unknown ? value : undefined;
}

/** The texts of a list; undefined where it is no list of texts that are all known. */
export function textsOf(properties: Properties | undefined, name: string): readonly string[] | undefined {
  const value = properties?.[name];
  if (!Array.isArray(value)) return undefined;
  const texts = value.filter((item): item is string => typeof item === "string" && item !== unknown);
  return texts.length === value.length ? texts : undefined;
}

/** The day of a time such as `2027-04-22T00:00:00Z`; undefined for anything else. */
export function dayOf(time: string | undefined): string | undefined {
  return /^\d{4}-\d\d-\d\d(?=T)/.exec(time ?? "")?.[0];
}
