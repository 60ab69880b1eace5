import type { ExistingSecret } from "../entra/graph.ts";
import { isOwnSecret } from "./secretName.ts";

/** Client secrets of one application. */
export interface SecretsOnApplication {
  /** Those that Entra ID listed when the run began. */
  readonly listed: readonly ExistingSecret[];
  /** The registration's marker, which the names of its own secrets end with. */
  readonly marker: string;
  /** Key ids that the state had when the run began. */
  readonly before: readonly string[];
  /** The secrets of this run's two slots. */
  readonly slots: readonly { readonly keyId: string; readonly displayName: string }[];
}

/** Secrets that the state does not know, by what they are. */
export interface LeftoverSecrets {
  /** Doubles of the stack's own, made by a run that was cut off: nobody knows their values, and XCALLY has been given a newer one. */
  readonly doubles: readonly ExistingSecret[];
  /** The stack's own too, but not older than those in state: XCALLY may have one of them. */
  readonly doubtful: readonly ExistingSecret[];
  /** The stack's own of another period: those that wait for their deletion, which Pulumi does itself, or doubles of long ago. */
  readonly others: readonly ExistingSecret[];
  /** Made by somebody else: never removed. */
  readonly foreign: readonly ExistingSecret[];
}

/**
 * Sorts the secrets that the state does not know.
 *
 * A double that is older than the newest of the slots cannot be the secret that XCALLY has: XCALLY is given the one in use only after both
 * slots have theirs.
 */
export function leftoverSecrets({ listed, marker, before, slots }: SecretsOnApplication): LeftoverSecrets {
  const keyIds = slots.map(({ keyId }) => keyId);
  const unknown = listed.filter(({ keyId }) => !keyIds.includes(keyId) && !before.includes(keyId));
  const inSlots = listed.filter(({ keyId }) => keyIds.includes(keyId));
  // One that was not listed when the run began is newer than all that were.
  const newest = inSlots.length < slots.length ? Infinity : Math.max(...inSlots.map(startOf));
  const own = unknown.filter(({ displayName }) => isOwnSecret(displayName, marker));
  const sameName = own.filter(({ displayName }) => slots.some((slot) => slot.displayName === displayName));
  return {
    doubles: sameName.filter((secret) => startOf(secret) < newest),
    doubtful: sameName.filter((secret) => startOf(secret) >= newest),
    others: own.filter((secret) => !sameName.includes(secret)),
    foreign: unknown.filter((secret) => !own.includes(secret)),
  };
}

function startOf({ startDateTime }: ExistingSecret): number {
  return Date.parse(startDateTime);
}
