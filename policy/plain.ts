import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { notKnownYet, type PlainResource } from "./rule.ts";

/**
 * A resource of Pulumi's as plain data. Pulumi hands over properties that throw when one is read which a preview does not know: those
 * become {@link notKnownYet}, so that a rule can judge the rest.
 */
export function plain({ urn, type, name, props }: PolicyResource | ResourceValidationArgs): PlainResource {
  return { urn, type, name, props: copyRecord(props) };
}

function copyRecord(record: object): Record<string, unknown> {
  return Object.fromEntries(Object.keys(record).map((key) => [key, copyAt(record, key)]));
}

function copyAt(holder: object, key: string): unknown {
  let value: unknown;
  try {
    value = Reflect.get(holder, key);
  } catch {
    return notKnownYet;
  }
  if (Array.isArray(value)) return Object.keys(value).map((index) => copyAt(value, index));
  return typeof value === "object" && value !== null ? copyRecord(value) : value;
}
