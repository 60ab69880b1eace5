/** Names of properties and settings that hold secrets. Ids and dates of secrets are none. */
const secretName = /secret|password|passphrase|apikey|token|credential|privatekey|^value$/i;
const harmlessName = /(?:KeyId|Expires|Date|Proof)$|(?:^|:)secret$/;
/** Shorter values stand in ordinary words too, and no secret is that short. */
const shortest = 6;

/**
 * Every value in a preview that may be a secret, longest first. Pulumi shows the secrets that it knows as `[secret]` itself; this is for the
 * ones that it does not know, which a message could repeat.
 */
export function secretsIn(value: unknown): readonly string[] {
  const found = new Set<string>();
  collect(value, false, found);
  return [...found].sort((one, other) => other.length - one.length || (one < other ? -1 : 1));
}

/** A text with every secret in it replaced. */
export function mask(text: string, secrets: readonly string[]): string {
  return secrets.reduce((masked, secret) => masked.replaceAll(secret, "[secret]"), text);
}

function collect(value: unknown, isSecret: boolean, found: Set<string>): void {
  if (typeof value === "string") {
    if (isSecret && value.length >= shortest && value !== "[secret]") found.add(value);
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item, isSecret, found);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      collect(item, isSecret || (secretName.test(name) && !harmlessName.test(name)), found);
    }
  }
}
