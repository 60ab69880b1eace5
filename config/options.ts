/** Choices of the whole stack, each with its values; the first one is the default. */

/**
 * Who may sign in to an application.
 * - `AzureADMyOrg`: accounts of this tenant only.
 * - `AzureADMultipleOrgs`: accounts of any organisation.
 * - `AzureADandPersonalMicrosoftAccount`: accounts of any organisation and personal ones.
 */
export const signInAudiences = [
  "AzureADMyOrg",
  "AzureADMultipleOrgs",
  "AzureADandPersonalMicrosoftAccount",
] as const;
export type SignInAudience = (typeof signInAudiences)[number];

/**
 * How consent to the delegated permissions is given.
 * - `tenant`: the stack grants them for every user of the tenant.
 * - `interactive`: nobody is granted anything; the link for an administrator is an output.
 */
export const consentModes = ["tenant", "interactive"] as const;
export type ConsentMode = (typeof consentModes)[number];

/**
 * How many applications there are.
 * - `perMailbox`: an application and a Cloud Provider for each mailbox, as the vendor's newest how-to advises.
 * - `shared`: one application and one Cloud Provider for all, as its older version has it.
 */
export const applicationModes = ["perMailbox", "shared"] as const;
export type ApplicationMode = (typeof applicationModes)[number];

/**
 * How this project signs in to XCALLY's API.
 * - `apiKey`: with a key of an administrator (Staff > Users > Api Key Manager).
 * - `basic`: with name and password in every request.
 * - `login`: with a token that name and password are exchanged for.
 */
export const authenticationKinds = ["apiKey", "basic", "login"] as const;
export type AuthenticationKind = (typeof authenticationKinds)[number];
