/** The name under which Entra ID lists a secret: until when it lasts, and the registration's marker. */
export function secretName(endDate: string, marker: string): string {
  return `XCALLY until ${endDate.slice(0, 10)} [${marker}]`;
}

/** Whether a secret of this name was made for the registration with this marker. */
export function isOwnSecret(displayName: string | null, marker: string): boolean {
  return displayName?.endsWith(` [${marker}]`) === true;
}
