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
  /** What the state said when the run began: the key ids in the slots, and that of the secret in XCALLY. */
  readonly before: { readonly slots: readonly string[]; readonly held: string | undefined };
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
 * Where this run has given XCALLY a secret, XCALLY has no other. Else what the state says of XCALLY may be old, because it was restored from a
 * copy: then a secret in a slot may be gone from Entra ID, or one that is newer than both slots may be there. Only one that is older cannot be
 * in XCALLY, which is given a secret only after both slots have theirs.
 */
export function leftoverSecrets({
  listed,
  marker,
  slots,
  held,
  before,
}: SecretsOnApplication): LeftoverSecrets {
  const inSlots = listed.filter(({ keyId }) => slots.includes(keyId));
  const isStale = before.slots.some(
    (keyId) => slots.includes(keyId) && !inSlots.some((secret) => secret.keyId === keyId),
  );
  const newest = inSlots.length < slots.length ? Infinity : Math.max(...inSlots.map(startOf));
  const limit = held !== before.held ? Infinity : isStale ? -Infinity : newest;
  const left = listed.filter(({ keyId }) => !slots.includes(keyId) && keyId !== held);
  const own = left.filter(({ displayName }) => isOwnSecret(displayName, marker));
  return {
    removable: own.filter((secret) => startOf(secret) < limit),
    doubtful: own.filter((secret) => startOf(secret) >= limit),
    foreign: left.filter((secret) => !own.includes(secret)),
  };
}

function startOf({ startDateTime }: ExistingSecret): number {
  return Date.parse(startDateTime);
}
