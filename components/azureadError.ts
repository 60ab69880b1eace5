/** The azuread provider's own words on one line, without Pulumi's words around them. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text
    .replace(/^invocation of \S+ returned an error:/i, "")
    .replace(/\d+ errors? occurred:/, "")
    .replace(/\s+/g, " ")
    .replace(/^ ?\* /, "")
    .trim()
    .replace(/\.$/, "");
}

/** Whether the azuread provider could not find a service principal. */
export function isMissingServicePrincipal(error: unknown): boolean {
  return /service principal.*found/i.test(reasonOf(error));
}
