import { changeCloudProvider } from "./chain.ts";
import type { BrokenLink, Chain } from "./chain.ts";

const account = ({ entra }: Chain) => entra.account("sam@contoso.com");

/** What stops a person who signs in. */
export const signInLinks: readonly BrokenLink[] = [
  {
    link: "another redirect URI is registered than XCALLY uses",
    connect: { redirectUri: "https://xcally.contoso.com/api/auth/azure/callback" },
    at: "Entra ID's page",
    code: "AADSTS50011",
  },
  {
    link: "the registered redirect URI ends in another slash",
    before: ({ xcally }) => (xcally.switches.callbackPath += "/"),
    at: "Entra ID's page",
    code: "AADSTS50011",
  },
  {
    link: "the consent lacks the permission to send",
    connect: { permissions: ["IMAP.AccessAsUser.All"] },
    at: "Entra ID's page",
    code: "AADSTS90094",
  },
  {
    link: "the consent is on Microsoft Graph alone, which does not cover mail tokens here",
    connect: { consentOn: ["graph"] },
    at: "Entra ID's page",
    code: "AADSTS90094",
  },
  {
    link: "the Cloud Provider has a tenant that does not exist",
    before: (chain) => {
      changeCloudProvider(chain, { tenantId: "11111111-1111-4111-8111-111111111111" });
    },
    at: "Entra ID's page",
    code: "AADSTS90002",
  },
  {
    link: "the Cloud Provider has no tenant, and the application is one of this tenant alone",
    before: (chain) => {
      changeCloudProvider(chain, { tenantId: null });
    },
    at: "XCALLY's page",
    code: "AADSTS50194",
  },
  {
    link: "the Cloud Provider has the application's object id in place of its client id",
    before: (chain) => {
      changeCloudProvider(chain, { clientId: chain.mailbox.applicationId });
    },
    at: "Entra ID's page",
    code: "AADSTS700016",
  },
  {
    link: "the Cloud Provider has a wrong secret",
    before: (chain) => {
      changeCloudProvider(chain, { clientSecret: "wrong" });
    },
    at: "XCALLY's page",
    code: "AADSTS7000215",
  },
  {
    link: "the person enters the mail address in place of the user principal name",
    signsIn: "support@contoso.com",
    at: "Entra ID's page",
    code: "AADSTS50034",
  },
  {
    link: "the person is disabled",
    before: (chain) => (account(chain).disabled = true),
    at: "Entra ID's page",
    code: "AADSTS50057",
  },
  {
    link: "a conditional access policy blocks the person",
    before: (chain) => (account(chain).blockedByConditionalAccess = true),
    at: "Entra ID's page",
    code: "AADSTS53003",
  },
  {
    link: "the application wants people to be assigned, and this one is not",
    before: ({ mailbox }) =>
      mailbox.graph.patch(`/servicePrincipals/${mailbox.principalId}`, { appRoleAssignmentRequired: true }),
    at: "Entra ID's page",
    code: "AADSTS50105",
  },
];
