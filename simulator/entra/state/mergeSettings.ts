/** A change of settings: what is missing stays, lists are replaced, nested objects are changed in turn. */
export type Patch<T> = { readonly [K in keyof T]?: PatchValue<T[K]> | undefined };

type PatchValue<V> = V extends readonly unknown[] ? V : V extends object ? Patch<V> : V;

/** Applies a change as Graph applies a PATCH. */
export function mergeSettings<T extends object>(current: T, patch: Patch<T>): T {
  const before = new Map<string, unknown>(Object.entries(current));
  const changes = Object.entries(patch).filter(([, value]) => value !== undefined);
  const merged = changes.map(([name, value]) => {
    const old = before.get(name);
    return [name, isPlainObject(old) && isPlainObject(value) ? mergeSettings(old, value) : value] as const;
  });
  return { ...current, ...Object.fromEntries(merged) };
}

function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
