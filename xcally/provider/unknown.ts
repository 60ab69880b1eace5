/**
 * What Pulumi passes to `check` and `diff` for a value that is not known before `pulumi up` (`pulumi.unknownValue` of its
 * Node SDK; written out here because importing the SDK costs the provider half a second).
 */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The names whose values differ between the recorded outputs and the new inputs; a value not known yet differs. */
export function changedKeys<Key extends string>(
  olds: Readonly<Record<string, unknown>>,
  news: Readonly<Record<string, unknown>>,
  keys: readonly Key[],
): readonly Key[] {
  return keys.filter(
    (key) => news[key] === unknownValue || (olds[key] ?? undefined) !== (news[key] ?? undefined),
  );
}
