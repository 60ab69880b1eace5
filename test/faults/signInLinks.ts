import { ofSupport, runs, say } from "../commands/doctor/entraLines.ts";
import { changeCloudProvider } from "./chain.ts";
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

/** What stops a person who signs in. */
export const signInLinks: readonly BrokenLink[] = [
  {
    link: "another redirect URI is registered than XCALLY uses",
    connect: { redirectUri: "https://xcally.contoso.com/api/auth/azure/callback" },
    at: "Entra ID's page",
    code: "AADSTS50011",
    doctor: {
      says: [
        say.fail(
          `The redirect URI https://motion.contoso.com/api/auth/azure/callback is not registered on the application ${ofSupport} (AADSTS50011); it ` +
            `has https://xcally.contoso.com/api/auth/azure/callback. ${runs} If it is the one that XCALLY uses, run pulumi refresh and pulumi up; else ` +
            "correct redirectUri.",
        ),
      ],
    },
  },
  {
    link: "the registered redirect URI ends in another slash",
    before: ({ xcally }) => (xcally.switches.callbackPath += "/"),
    at: "Entra ID's page",
    code: "AADSTS50011",
    doctor: {
      cannotKnow:
        "The Cloud Provider names no redirect URI, so the doctor cannot see which one XCALLY sends.",
    },
  },
  {
    link: "the consent lacks the permission to send",
    connect: { permissions: ["IMAP.AccessAsUser.All"] },
    at: "Entra ID's page",
    code: "AADSTS90094",
    doctor: {
      says: [undeclared("SMTP.Send"), noConsent(graph, "SMTP.Send"), noConsent(exchange, "SMTP.Send")],
    },
  },
  {
    link: "the consent is on Microsoft Graph alone, which does not cover mail tokens here",
    connect: { consentOn: ["graph"] },
    at: "Entra ID's page",
    code: "AADSTS90094",
    doctor: { says: [noConsent(exchange, "IMAP.AccessAsUser.All, SMTP.Send")] },
  },
  {
    link: "the Cloud Provider has a tenant that does not exist",
    before: (chain) => {
      changeCloudProvider(chain, { tenantId: "11111111-1111-4111-8111-111111111111" });
    },
    at: "Entra ID's page",
    code: "AADSTS90002",
    doctor: { says: [cloudProviderHas("tenant id", "11111111-1111-4111-8111-111111111111", "TENANT-ID")] },
  },
  {
    link: "the Cloud Provider has no tenant, and the application is one of this tenant alone",
    before: (chain) => {
      changeCloudProvider(chain, { tenantId: null });
    },
    at: "XCALLY's page",
    code: "AADSTS50194",
    doctor: {
      cannotKnow: "A Cloud Provider without a tenant looks like one of an XCALLY that does not show it.",
    },
  },
  {
    link: "the Cloud Provider has the application's object id in place of its client id",
    before: (chain) => {
      changeCloudProvider(chain, { clientId: chain.mailbox.applicationId });
    },
    at: "Entra ID's page",
    code: "AADSTS700016",
    doctor: { says: [cloudProviderHas("client id", "OBJECT-ID", "CLIENT-ID")] },
  },
  {
    link: "the Cloud Provider has a wrong secret",
    before: (chain) => {
      changeCloudProvider(chain, { clientSecret: "wrong" });
    },
    at: "XCALLY's page",
    code: "AADSTS7000215",
    doctor: {
      cannotKnow:
        "The doctor knows secrets by their key ids alone, so it cannot tell which one XCALLY holds.",
    },
  },
  {
    link: "the person enters the mail address in place of the user principal name",
    signsIn: "support@contoso.com",
    mailboxConfig: { signInUser: "support@contoso.com" },
    at: "Entra ID's page",
    code: "AADSTS50034",
    doctor: {
      says: [
        say.fail(
          "support@contoso.com, who is to sign in for mailbox support (support@contoso.com), is the mail address of sam@contoso.com, and nobody " +
            `signs in with it. ${runs} Set signInUser to sam@contoso.com.`,
        ),
      ],
    },
  },
  {
    link: "the person is disabled",
    before: (chain) => (account(chain).disabled = true),
    at: "Entra ID's page",
    code: "AADSTS50057",
    doctor: { says: [personDisabled] },
  },
  {
    link: "a conditional access policy blocks the person",
    before: (chain) => (account(chain).blockedByConditionalAccess = true),
    at: "Entra ID's page",
    code: "AADSTS53003",
    doctor: {
      cannotKnow:
        "Whether a policy of conditional access lets somebody in is decided at the sign-in: by place, device and risk.",
    },
  },
  {
    link: "the application wants people to be assigned, and this one is not",
    before: ({ mailbox }) =>
      mailbox.graph.patch(`/servicePrincipals/${mailbox.principalId}`, { appRoleAssignmentRequired: true }),
    config: { restrictToMailboxUser: true },
    at: "Entra ID's page",
    code: "AADSTS50105",
    doctor: { says: [personNotAssigned] },
  },
];
