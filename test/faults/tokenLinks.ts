import { administrator, ofSupport, runs, say, upAgain } from "../commands/doctor/entraLines.ts";
import { changeCloudProvider, leaveConsent } from "./chain.ts";
import type { BrokenLink, Chain } from "./brokenLink.ts";
import {
  cloudProviderHas,
  exchange,
  graph,
  noConsent,
  personDisabled,
  personNotAssigned,
  undeclared,
} from "./lines.ts";

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
      doctor: {
        says: [
          say.fail(
            `The secret in use of the application ${ofSupport} has ended on DAY (AADSTS7000222). ${runs} Run pulumi up, which renews it.`,
          ),
        ],
      },
    },
    {
      link: "somebody has removed the secret from the application",
      after: ({ mailbox }) =>
        mailbox.graph.post(`/applications/${mailbox.applicationId}/removePassword`, { keyId: mailbox.keyId }),
      code: "AADSTS7000215",
      doctor: {
        says: [
          say.fail(
            `The secret KEY-ID that XCALLY has for the application ${ofSupport} is gone from Entra ID (AADSTS7000215). ${runs} ${upAgain}, which ` +
              "makes a new one and hands it over.",
          ),
        ],
      },
    },
    {
      link: "the Cloud Provider has a wrong secret",
      after: (chain) => {
        changeCloudProvider(chain, { clientSecret: "wrong" });
      },
      code: "AADSTS7000215",
      doctor: {
        cannotKnow:
          "The doctor knows secrets by their key ids alone, so it cannot tell which one XCALLY holds.",
      },
    },
    {
      link: "the Cloud Provider has a tenant that does not exist",
      after: (chain) => {
        changeCloudProvider(chain, { tenantId: "11111111-1111-4111-8111-111111111111" });
      },
      code: "AADSTS90002",
      doctor: { says: [cloudProviderHas("tenant id", "11111111-1111-4111-8111-111111111111", "TENANT-ID")] },
    },
    {
      link: "the application is deleted",
      after: ({ mailbox }) => mailbox.graph.delete(`/applications/${mailbox.applicationId}`),
      code: "AADSTS700016",
      doctor: {
        says: [
          say.fail(
            `The application CLIENT-ID ${ofSupport} is gone from Entra ID (AADSTS700016). ${runs} ${upAgain}, which makes it again; then somebody ` +
              "signs in again in XCALLY. Within 30 days it can be restored from the recycle bin instead.",
          ),
        ],
      },
    },
    {
      link: "the application's sign-in is switched off",
      after: ({ mailbox }) =>
        mailbox.graph.patch(`/servicePrincipals/${mailbox.principalId}`, { accountEnabled: false }),
      code: "AADSTS7000112",
      doctor: {
        says: [
          say.fail(
            `Sign-in to the application CLIENT-ID ${ofSupport} is disabled (AADSTS7000112). ${administrator} Enable sign-in for the enterprise ` +
              "application.",
          ),
        ],
      },
    },
    {
      link: "the permission to send is taken out of the consent",
      after: (chain) => leaveConsent(chain, "IMAP.AccessAsUser.All"),
      code: "AADSTS65001",
      doctor: { says: [noConsent(exchange, "SMTP.Send")] },
    },
    {
      link: "the consent on Exchange Online is taken back, and that on Microsoft Graph is left",
      after: (chain) => leaveConsent(chain, undefined),
      code: "AADSTS65001",
      doctor: { says: [noConsent(exchange, "IMAP.AccessAsUser.All, SMTP.Send")] },
    },
    {
      link: "the account uses POP, for which nobody has consented",
      after: ({ xcally }) => (xcally.switches.accountProtocols = { "support@contoso.com": ["pop", "smtp"] }),
      mailboxConfig: { protocols: ["pop", "smtp"] },
      code: "AADSTS65001",
      doctor: {
        says: [
          undeclared("POP.AccessAsUser.All"),
          noConsent(graph, "POP.AccessAsUser.All"),
          noConsent(exchange, "POP.AccessAsUser.All"),
        ],
      },
    },
    {
      link: "the person is disabled",
      after: (chain) => (account(chain).disabled = true),
      code: "AADSTS50057",
      doctor: { says: [personDisabled] },
    },
    {
      link: "a conditional access policy blocks the person",
      after: (chain) => (account(chain).blockedByConditionalAccess = true),
      code: "AADSTS53003",
      doctor: {
        cannotKnow:
          "Whether a policy of conditional access lets somebody in is decided at the sign-in: by place, device and risk.",
      },
    },
    {
      link: "a second factor is asked for from now on",
      after: (chain) => (account(chain).secondFactor = "required"),
      code: "AADSTS50076",
      doctor: { cannotKnow: "Whether somebody must show a second factor is decided at the sign-in." },
    },
    {
      link: "a second factor is asked for, and the person has none",
      after: (chain) => (account(chain).secondFactor = "notRegistered"),
      code: "AADSTS50079",
      doctor: { cannotKnow: "Whether somebody must show a second factor is decided at the sign-in." },
    },
    {
      link: "a policy asks for a sign-in every hour",
      after: (chain) => {
        account(chain).signInFrequencySeconds = 3600;
        chain.passDays(1);
      },
      code: "AADSTS70043",
      doctor: {
        cannotKnow:
          "How often somebody must sign in is decided by a policy of conditional access, of which the token says nothing.",
      },
    },
    {
      link: "the person's sessions are revoked",
      after: (chain) => {
        account(chain).revokeSessions();
      },
      code: "AADSTS50173",
      doctor: {
        cannotKnow:
          "Whether a refresh token is still good only Entra ID knows, and XCALLY keeps it to itself.",
      },
    },
    {
      link: "the application wants people to be assigned, and this one is not",
      after: ({ mailbox }) =>
        mailbox.graph.patch(`/servicePrincipals/${mailbox.principalId}`, { appRoleAssignmentRequired: true }),
      config: { restrictToMailboxUser: true },
      code: "AADSTS50105",
      doctor: { says: [personNotAssigned] },
    },
    {
      link: "XCALLY has asked for nothing in 90 days",
      after: (chain) => {
        chain.passDays(90);
      },
      code: "AADSTS700082",
      doctor: {
        cannotKnow:
          "Whether a refresh token is still good only Entra ID knows, and XCALLY keeps it to itself.",
      },
    },
  ] satisfies readonly Omit<BrokenLink, "at">[]
).map((link) => ({ ...link, at: "the token endpoint" }));
