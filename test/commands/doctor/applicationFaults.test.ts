import { describe } from "@jest/globals";
import { ofSupport, runs, administrator, upAgain, say, redirectUriOf } from "./entraLines.ts";
import { testFaults, type Fault } from "./faultTable.ts";

const application: readonly Fault[] = [
  {
    wrong: "a redirect URI that differs in one letter",
    break: ({ config }) => (config["redirectUri"] = "https://xcally.contoso.com/api/auth/Azure/callback"),
    says: ({ xcally, config }) =>
      ["support (support@contoso.com)", "info (info@contoso.com)"].map((mailbox) =>
        say.fail(
          `The redirect URI ${String(config["redirectUri"])} is not registered on the application of mailbox ${mailbox} (AADSTS50011); it has ` +
            `${xcally.url.replace("http", "https")}/api/auth/azure/callback. ${runs} If it is the one that XCALLY uses, run pulumi refresh and ` +
            "pulumi up; else correct redirectUri.",
        ),
      ),
  },
  {
    wrong: "what an adopted application lacks, which people must add",
    break: async ({ graph, config, support }) => {
      const { applicationId, cloudProviderId } = support;
      config["mailboxes"] = [
        {
          key: "support",
          address: "support@contoso.com",
          adopt: { cloudProviderId, applicationObjectId: applicationId },
        },
      ];
      await graph.patch(`/applications/${applicationId}`, {
        web: { redirectUris: [] },
        requiredResourceAccess: [],
      });
    },
    says: (world) => [
      say.fail(
        `The redirect URI ${redirectUriOf(world)} is not registered on the application ${ofSupport} (AADSTS50011); it has none. ${administrator} ` +
          "Add it to the application, for the platform Web.",
      ),
      say.warn(
        `The application ${ofSupport} does not declare IMAP.AccessAsUser.All on Microsoft Graph, SMTP.Send on Microsoft Graph, offline_access on ` +
          `Microsoft Graph. ${administrator} Add the permissions to the application.`,
      ),
    ],
  },
  {
    wrong: "a redirect URI that is registered for another platform",
    break: async (world) => {
      await world.graph.patch(`/applications/${world.support.applicationId}`, {
        web: { redirectUris: [] },
        spa: { redirectUris: [redirectUriOf(world)] },
      });
    },
    says: (world) => [
      say.fail(
        `The redirect URI ${redirectUriOf(world)} is not registered on the application ${ofSupport} (AADSTS50011); it has ${redirectUriOf(world)} ` +
          `(not of the platform Web). ${runs} If it is the one that XCALLY uses, run pulumi refresh and pulumi up; else correct redirectUri.`,
      ),
    ],
  },
  {
    wrong: "an application that is gone",
    break: ({ graph, support }) => graph.delete(`/applications/${support.applicationId}`),
    says: ({ support }) => [
      say.fail(
        `The application ${support.clientId} ${ofSupport} is gone from Entra ID (AADSTS700016). ${runs} ${upAgain}, which makes it again; then somebody ` +
          "signs in again in XCALLY. Within 30 days it can be restored from the recycle bin instead.",
      ),
    ],
  },
  {
    wrong: "a service principal that is gone",
    break: ({ graph, support }) => graph.delete(`/servicePrincipals/${support.principalId}`),
    says: ({ support }) => [
      say.fail(
        `There is no service principal of the application ${support.clientId} ${ofSupport} (AADSTS7000229). ${runs} ${upAgain}, which makes it again.`,
      ),
    ],
  },
  {
    wrong: "an application to which sign-in is disabled",
    break: ({ graph, support }) =>
      graph.patch(`/servicePrincipals/${support.principalId}`, { accountEnabled: false }),
    says: ({ support }) => [
      say.fail(
        `Sign-in to the application ${support.clientId} ${ofSupport} is disabled (AADSTS7000112). ${administrator} ` +
          "Enable sign-in for the enterprise application.",
      ),
    ],
  },
  {
    wrong: "a permission that the application does not declare",
    break: ({ graph, support }) =>
      graph.patch(`/applications/${support.applicationId}`, { requiredResourceAccess: [] }),
    says: () => [
      say.warn(
        `The application ${ofSupport} does not declare IMAP.AccessAsUser.All on Microsoft Graph, SMTP.Send on Microsoft Graph, offline_access on ` +
          "Microsoft Graph, IMAP.AccessAsUser.All on Office 365 Exchange Online, SMTP.Send on Office 365 Exchange Online. " +
          `${runs} ${upAgain}.`,
      ),
    ],
  },
];

describe("the applications", () => {
  testFaults(application);
});

const unreadable: readonly Fault[] = [
  {
    wrong: "an application that it may not read, and looks at all the others",
    break: ({ entra, support }) =>
      entra.faults.times(
        Infinity,
        "beforeHandler",
        { path: `/graph/v1.0/applications/${support.applicationId}` },
        {
          kind: "answer",
          status: 403,
          body: { error: { code: "Authorization_RequestDenied", message: "No." } },
        },
      ),
    says: ({ support, info }) => [
      say.fail(
        `GET /graph/v1.0/applications/${support.applicationId} failed: Microsoft Graph answered 403 (Authorization_RequestDenied: No). ` +
          `${administrator} Give the deployer Application.ReadWrite.OwnedBy on Microsoft Graph (a person, the role Cloud Application Administrator).`,
      ),
      `PASS  Entra ID       The application ${info.clientId} of mailbox info (info@contoso.com) exists, with its service principal.`,
    ],
  },
];

describe("what cannot be looked at", () => {
  testFaults(unreadable);
});
