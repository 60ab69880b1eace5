import type { ExistingSecret } from "../entra/graph.ts";
import { isOwnSecret } from "./secretName.ts";

/** Client secrets of one application, once XCALLY has the one in use. */
export interface SecretsOnApplication {
  /** Those that Entra ID listed when the run began. */
  readonly listed: readonly ExistingSecret[];
  /** The registration's marker, which the names of its own secrets end with. */
  readonly marker: string;
  /** Key ids of the secrets in the two slots. */
  readonly slots: readonly string[];
  /** Key id of the secret that XCALLY was given last; undefined for one that people gave it. */
  readonly held: string | undefined;
}

/** Secrets that are neither in a slot nor in XCALLY. */
export interface LeftoverSecrets {
  /** The stack's own: replaced by this run or an earlier one, or doubles that a run which was cut off has left. */
  readonly removable: readonly ExistingSecret[];
  /** The stack's own too, but not older than those in the slots: XCALLY may have one of them after all. */
  readonly doubtful: readonly ExistingSecret[];
  /** Made by somebody else: never removed. */
  readonly foreign: readonly ExistingSecret[];
}

/**
 * Sorts the secrets that are left over.
 *
 * One that is older than the newest in the slots cannot be in XCALLY unless the state says so: XCALLY is given the one in use only after
 * both slots have theirs. A newer one comes of a state that was restored from an older copy.
 */
export function leftoverSecrets({ listed, marker, slots, held }: SecretsOnApplication): LeftoverSecrets {
  const inSlots = listed.filter(({ keyId }) => slots.includes(keyId));
  // One that was not listed when the run began is newer than all that were.
  const newest = inSlots.length < slots.length ? Infinity : Math.max(...inSlots.map(startOf));
  const left = listed.filter(({ keyId }) => !slots.includes(keyId) && keyId !== held);
  const own = left.filter(({ displayName }) => isOwnSecret(displayName, marker));
  return {
    removable: own.filter((secret) => startOf(secret) < newest),
    doubtful: own.filter((secret) => startOf(secret) >= newest),
    foreign: left.filter((secret) => !own.includes(secret)),
  };
}

function startOf({ startDateTime }: ExistingSecret): number {
  return Date.parse(startDateTime);
}
