import { changeCloudProvider, leaveConsent } from "./chain.ts";
import type { BrokenLink, Chain } from "./chain.ts";

const account = ({ entra }: Chain) => entra.account("sam@contoso.com");

/** What stops mail that has flowed: XCALLY gets no token any more. */
export const tokenLinks: readonly BrokenLink[] = (
  [
    {
      link: "the secret has expired",
      after: (chain) => {
        chain.passDays(3 * 365);
      },
      code: "AADSTS7000222",
    },
    {
      link: "the Cloud Provider has a wrong secret",
      after: (chain) => {
        changeCloudProvider(chain, { clientSecret: "wrong" });
      },
      code: "AADSTS7000215",
    },
    {
      link: "the Cloud Provider has a tenant that does not exist",
      after: (chain) => {
        changeCloudProvider(chain, { tenantId: "11111111-1111-4111-8111-111111111111" });
      },
      code: "AADSTS90002",
    },
    {
      link: "the application is deleted",
      after: ({ mailbox }) => mailbox.graph.delete(`/applications/${mailbox.applicationId}`),
      code: "AADSTS700016",
    },
    {
      link: "the application's sign-in is switched off",
      after: ({ mailbox }) =>
        mailbox.graph.patch(`/servicePrincipals/${mailbox.principalId}`, { accountEnabled: false }),
      code: "AADSTS7000112",
    },
    {
      link: "the permission to send is taken out of the consent",
      after: (chain) => leaveConsent(chain, "IMAP.AccessAsUser.All"),
      code: "AADSTS65001",
    },
    {
      link: "the consent on Exchange Online is taken back, and that on Microsoft Graph is left",
      after: (chain) => leaveConsent(chain, undefined),
      code: "AADSTS65001",
    },
    {
      link: "the account uses POP, for which nobody has consented",
      after: ({ xcally }) => (xcally.switches.accountProtocols = { "support@contoso.com": ["pop", "smtp"] }),
      code: "AADSTS65001",
    },
    {
      link: "the person is disabled",
      after: (chain) => (account(chain).disabled = true),
      code: "AADSTS50057",
    },
    {
      link: "a conditional access policy blocks the person",
      after: (chain) => (account(chain).blockedByConditionalAccess = true),
      code: "AADSTS53003",
    },
    {
      link: "a second factor is asked for from now on",
      after: (chain) => (account(chain).secondFactor = "required"),
      code: "AADSTS50076",
    },
    {
      link: "a second factor is asked for, and the person has none",
      after: (chain) => (account(chain).secondFactor = "notRegistered"),
      code: "AADSTS50079",
    },
    {
      link: "a policy asks for a sign-in every hour",
      after: (chain) => {
        account(chain).signInFrequencySeconds = 3600;
        chain.passDays(1);
      },
      code: "AADSTS70043",
    },
    {
      link: "the person's sessions are revoked",
      after: (chain) => {
        account(chain).revokeSessions();
      },
      code: "AADSTS50173",
    },
    {
      link: "the application wants people to be assigned, and this one is not",
      after: ({ mailbox }) =>
        mailbox.graph.patch(`/servicePrincipals/${mailbox.principalId}`, { appRoleAssignmentRequired: true }),
      code: "AADSTS50105",
    },
    {
      link: "XCALLY has asked for nothing in 90 days",
      after: (chain) => {
        chain.passDays(90);
      },
      code: "AADSTS700082",
    },
  ] satisfies readonly Omit<BrokenLink, "at">[]
).map((link) => ({ ...link, at: "the token endpoint" }));
