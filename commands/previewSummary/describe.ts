import { categoryOf, type Category } from "./category.ts";
import { effectOf } from "./effect.ts";
import { factsOf } from "./facts.ts";
import type { Group } from "./groups.ts";
import type { Preview } from "./preview.ts";
import type { Sentence } from "./sentence.ts";
import { situationOf } from "./situation.ts";
import { textOf } from "./values.ts";
import { warningsOf } from "./warnings.ts";

/** One mailbox, or the registration that all of them share, in words. */
export interface Description {
  /** Key of the mailbox; undefined for the shared registration. */
  readonly key: string | undefined;
  /** Its address, where the preview shows it. */
  readonly address: string | undefined;
  readonly category: Category;
  /** What will happen to running mail. */
  readonly effect: Sentence;
  /** What changes, as Markdown. */
  readonly facts: readonly string[];
  /** What somebody must do or look at. */
  readonly warnings: readonly Sentence[];
}

/** Puts a group into words. */
export function describe(group: Group, preview: Preview): Description {
  const situation = situationOf(group, preview);
  const category = categoryOf(group, situation);
  return {
    key: group.key,
    address: preview.mailboxes.get(group.key ?? "")?.address ?? labelledAddress(group),
    category,
    effect: effectOf(group, category, situation),
    facts: factsOf(group, situation),
    warnings: warningsOf(group, category, situation),
  };
}

/** The address in the name that messages use, `support (support@contoso.com)`, for a mailbox that the configuration does not have any more. */
function labelledAddress({ changes, movedAway }: Group): string | undefined {
  const labels = [...movedAway, ...changes].map((step) => textOf(step.old?.inputs, "mailbox"));
  return labels.flatMap((label) => /\(([^()\s]+@[^()\s]+)\)$/.exec(label ?? "")?.[1] ?? [])[0];
}
