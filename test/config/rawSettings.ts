import { projectName } from "../../config/stackFields.ts";

/** A mailbox with nothing but what it must have. */
export const baseMailbox = { key: "support", address: "support@contoso.com" };

/**
 * A right configuration as Pulumi hands it over, with these values put over it; undefined takes a key out.
 * Texts stay as they are, everything else becomes JSON.
 */
export function rawSettings(values: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  const all: Readonly<Record<string, unknown>> = {
    xcallyUrl: "https://xcally.contoso.com",
    mailboxes: [baseMailbox],
    ...values,
  };
  const set = Object.entries(all).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    set.map(([key, value]) => [
      `${projectName}:${key}`,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}
