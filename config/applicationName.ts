import { describeValue } from "./describeValue.ts";
import { longestDisplayName, type MailboxValues } from "./mailboxFields.ts";
import type { Contradiction, MailboxRules } from "./mailboxContradictions.ts";

/** The name of an application in Entra ID. */
export function applicationName(prefix: string, name: string): string {
  return `${prefix} ${name}`;
}

/**
 * Most characters of an application's name: Microsoft Graph's limits by who may sign in
 * (https://learn.microsoft.com/entra/identity-platform/supported-accounts-validation).
 */
const longestApplicationName = { ofOrganisations: 120, ofPersonalAccounts: 90 } as const;

/** Most characters of a text of a Cloud Provider: what Sequelize, which XCALLY is built on, makes a column for. Inferred. */
const longestCloudProviderName = 255;

/** Characters of an ownership marker: 8 bytes in hexadecimal digits. */
const markerLength = 16;

/**
 * Says that a mailbox makes a name which is too long for its application or its Cloud Provider, both called after
 * `displayName`, else the address.
 */
export function nameProblem(
  { displayName, address }: Partial<Pick<MailboxValues, "displayName" | "address">>,
  { applicationNamePrefix, signInAudience, markerTemplate }: MailboxRules,
): Contradiction | undefined {
  const name = displayName ?? address;
  if (name === undefined) return undefined;
  const field = displayName === undefined ? "address" : "displayName";
  const isPersonal = signInAudience === "AzureADandPersonalMicrosoftAccount";
  const most = longestApplicationName[isPersonal ? "ofPersonalAccounts" : "ofOrganisations"];
  const length = applicationName(applicationNamePrefix, name).length;
  if (length > most) {
    const room = Math.min(longestDisplayName, most - applicationName(applicationNamePrefix, "").length);
    return {
      field,
      message:
        `${describeValue(name)} makes the name of its application ${length} characters long with applicationNamePrefix, and Entra ID ` +
        `allows ${most}${isPersonal ? " where personal accounts may sign in" : ""}. Write a displayName of ${room} characters at most.`,
    };
  }
  const marker = "0".repeat(markerLength);
  const marked = markerTemplate.replace(/\{(name|marker)\}/g, (_, part) => (part === "name" ? name : marker));
  if (marked.length <= longestCloudProviderName) return undefined;
  return {
    field,
    message:
      `${describeValue(name)} makes the name of its Cloud Provider ${marked.length} characters long with its marker, and XCALLY ` +
      `takes ${longestCloudProviderName}. Shorten contract.cloudProvider.marker.template.`,
  };
}
