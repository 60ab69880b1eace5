import type { Step } from "./preview.ts";

/** Removed by the program itself where the deployer may list applications, whatever becomes of their mailbox (components/tidySecrets.ts). */
const secretType = "azuread:index/applicationPassword:ApplicationPassword";

/**
 * Whether a step changes how its resource is guarded against a removal. To Pulumi that is no change of the resource (`same`), but an `up` has
 * to carry it out before a removal goes another way. A preview shows it of `protect`, and of `retain` only with `--show-sames`.
 */
export function changesGuards({ urn, old, new: wanted }: Step): boolean {
  if (old === undefined || wanted === undefined || urn.type === secretType) return false;
  return old.protect !== wanted.protect || old.retainOnDelete !== wanted.retainOnDelete;
}

/** What a removal is going to do that it did not do before. */
export interface GuardChange {
  /** Whether it is refused from now on; undefined where that stays as it is. */
  readonly isProtected: boolean | undefined;
  /** Whether it leaves everything in place; undefined where that stays as it is. */
  readonly isRetained: boolean | undefined;
}

/** How a mailbox is guarded from now on, by the steps that change it. */
export function guardChangeOf(steps: readonly Step[]): GuardChange {
  const becomes = (option: "protect" | "retainOnDelete") =>
    steps.find((step) => step.old?.[option] !== step.new?.[option])?.new?.[option];
  return { isProtected: becomes("protect"), isRetained: becomes("retainOnDelete") };
}
