import { createHash } from "node:crypto";

/** Logical name of the secret in a slot. */
export function secretResourceName(name: string, slot: 0 | 1): string {
  return `${name}-${slot}`;
}

/**
 * What people read of a secret: `XCALLY until 2027-01-12`. Every renewal of a slot has another text, so that a secret which a cut-off
 * run has left is told from one that the run after it replaces; tokens of `rotateNow` are in it as a short hash.
 */
export function secretText(endDate: string, rotateNow?: Readonly<Record<string, string>>): string {
  const until = `XCALLY until ${endDate.slice(0, 10)}`;
  if (rotateNow === undefined) return until;
  const hash = createHash("sha256").update(JSON.stringify(rotateNow)).digest("hex");
  return `${until}, token ${hash.slice(0, 8)}`;
}

/** The whole name under which Entra ID lists a secret: the text and the registration's marker. */
export function secretName(text: string, marker: string): string {
  return `${text} [${marker}]`;
}

/** Whether a secret of this name was made for the registration with this marker. */
export function isOwnSecret(displayName: string | null, marker: string): boolean {
  return displayName?.endsWith(secretName("", marker)) === true;
}
