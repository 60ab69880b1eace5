import { describe, expect } from "@jest/globals";
import { exchangeOnlineAppId, microsoftGraphAppId } from "../../../simulator/entra/state/microsoftApis.ts";
import { findServicePrincipal } from "../../simulator/entra/graphClient.ts";
import { fail, skip, testFaults, warn, type Fault } from "./faultTable.ts";
import { allRoles, type World } from "./world.ts";

const ofSupport = "of mailbox support (support@contoso.com)";
const runs = "Whoever runs the stack:";
const administrator = "Entra ID administrator:";
const say = {
  fail: (text: string) => fail("Entra ID", text),
  warn: (text: string) => warn("Entra ID", text),
  skip: (text: string) => skip("Entra ID", text),
};
const without = (...roles: readonly string[]) => ({
  entra: { deployerRoles: allRoles.filter((role) => !roles.includes(role)) },
});

/** The id of the consent that support's application has on an API. */
async function grantOn({ entra, graph, support }: World, api: string): Promise<string> {
  const resource = await findServicePrincipal(graph, api);
  const grant = entra.state.grants.find(
    ({ clientId, resourceId }) => clientId === support.principalId && resourceId === resource,
  );
  return grant?.id ?? "";
}

const noToken = say.skip("The directory is not looked at without a token.");

const deployer: readonly Fault[] = [
  {
    wrong: "a deployer's secret that is wrong",
    break: (world) => (world.environment["ARM_CLIENT_SECRET"] = "wrong"),
    says: ({ entra }) => [
      say.fail(
        `Could not sign in to tenant ${entra.tenantId} as application ${entra.deployer.clientId}: Entra ID knows no such secret, because it is wrong, ` +
          `was removed, or has not reached every server yet (AADSTS7000215). ${runs} Run the command again in a few minutes, and make a new secret if ` +
          "this one is refused for an hour.",
      ),
      noToken,
    ],
  },
  {
    wrong: "a way to sign in that only the azuread provider knows",
    break: (world) => (world.environment["ARM_CLIENT_CERTIFICATE_PATH"] = "/certificate.pfx"),
    says: () => [
      say.skip(
        "The stack signs in to Entra ID by a client certificate, so it cannot ask Microsoft Graph itself; set a client secret, an OpenID Connect token " +
          "or GitHub's request variables, or run az login, to have it ask.",
      ),
      noToken,
    ],
  },
  {
    wrong: "a wrong tenant",
    break: (world) => (world.config["tenantId"] = "11111111-2222-4333-8444-555555555555"),
    says: ({ entra }) => [
      say.fail(
        `The deployer belongs to tenant ${entra.tenantId}, but tenantId in the configuration is 11111111-2222-4333-8444-555555555555. ${runs} ` +
          "Sign in to the right tenant (ARM_TENANT_ID, or az login --tenant), or correct tenantId.",
      ),
    ],
  },
  {
    wrong: "a missing permission to register applications",
    options: { ...without("Application.ReadWrite.OwnedBy"), isDeployed: false },
    break: () => undefined,
    says: () => [
      say.fail(
        "The deployer lacks the application permission to register applications; it has DelegatedPermissionGrant.ReadWrite.All, " +
          `Application.Read.All, Policy.Read.All, User.Read.All. ${administrator} Give it Application.ReadWrite.OwnedBy on Microsoft Graph, with an ` +
          "administrator's consent.",
      ),
    ],
  },
  {
    wrong: "a missing permission to consent, with which consent cannot be read either",
    options: without("DelegatedPermissionGrant.ReadWrite.All"),
    break: ({ config }) => (config["mailboxes"] = [{ key: "support", address: "support@contoso.com" }]),
    says: () => [
      say.fail(
        "The deployer lacks the application permission to consent for the tenant; it has Application.ReadWrite.OwnedBy, Application.Read.All, " +
          `Policy.Read.All, User.Read.All. ${administrator} Give it DelegatedPermissionGrant.ReadWrite.All on Microsoft Graph, with an ` +
          "administrator's consent.",
      ),
      say.skip(
        `Consent for the application ${ofSupport} cannot be read: that needs DelegatedPermissionGrant.ReadWrite.All or Directory.Read.All.`,
      ),
    ],
  },
  {
    wrong: "a deployer that is no owner",
    break: async ({ graph, support, entra }) => {
      const { objectId } = entra.deployer;
      await graph.delete(`/applications/${support.applicationId}/owners/${objectId}/$ref`);
    },
    says: ({ entra }) => [
      say.fail(
        `The deployer is no owner of the application ${ofSupport}, so it may not renew its secrets. ${administrator} ` +
          `Make the deployer (object id ${entra.deployer.objectId}) an owner of the application and of its service principal.`,
      ),
    ],
  },
];

const redirectUri = ({ config }: World) => String(config["redirectUri"]);
const upAgain = "Run pulumi refresh and pulumi up";

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
        `The redirect URI ${redirectUri(world)} is not registered on the application ${ofSupport} (AADSTS50011); it has none. ${administrator} ` +
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
        spa: { redirectUris: [redirectUri(world)] },
      });
    },
    says: (world) => [
      say.fail(
        `The redirect URI ${redirectUri(world)} is not registered on the application ${ofSupport} (AADSTS50011); it has ${redirectUri(world)} ` +
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

const consent: readonly Fault[] = [
  {
    wrong: "consent that is missing on Exchange Online",
    break: async (world) =>
      world.graph.delete(`/oauth2PermissionGrants/${await grantOn(world, exchangeOnlineAppId)}`),
    says: () => [
      say.fail(
        `Consent on Office 365 Exchange Online lacks IMAP.AccessAsUser.All, SMTP.Send for the application ${ofSupport}, so a sign-in may stop ` +
          `(AADSTS65001). ${runs} ${upAgain}, which consents.`,
      ),
    ],
  },
  {
    wrong: "consent that one person has given for herself, which is not the tenant's",
    break: async (world) => {
      const { graph, entra, support } = world;
      await graph.delete(`/oauth2PermissionGrants/${await grantOn(world, exchangeOnlineAppId)}`);
      const given = await graph.post("/oauth2PermissionGrants", {
        clientId: support.principalId,
        resourceId: await findServicePrincipal(graph, exchangeOnlineAppId),
        consentType: "Principal",
        principalId: entra.state.users[0]?.id,
        scope: "IMAP.AccessAsUser.All SMTP.Send",
      });
      expect(given.status).toBe(201);
    },
    says: () => [
      say.fail(
        `Consent on Office 365 Exchange Online lacks IMAP.AccessAsUser.All, SMTP.Send for the application ${ofSupport}, so a sign-in may stop ` +
          `(AADSTS65001). ${runs} ${upAgain}, which consents.`,
      ),
    ],
  },
  {
    wrong: "what an application lacks that all mailboxes share",
    break: async (world) => {
      world.config["application"] = "shared";
      await world.graph.delete(`/oauth2PermissionGrants/${await grantOn(world, exchangeOnlineAppId)}`);
    },
    says: () => [
      say.fail(
        "Consent on Office 365 Exchange Online lacks IMAP.AccessAsUser.All, SMTP.Send for the application shared by all mailboxes, so a sign-in may " +
          `stop (AADSTS65001). ${runs} ${upAgain}, which consents.`,
      ),
    ],
  },
  {
    wrong: "a permission that is missing in the consent",
    break: async (world) => {
      const id = await grantOn(world, microsoftGraphAppId);
      await world.graph.patch(`/oauth2PermissionGrants/${id}`, {
        scope: "IMAP.AccessAsUser.All openid email",
      });
    },
    says: () => [
      say.fail(
        `Consent on Microsoft Graph lacks SMTP.Send, offline_access for the application ${ofSupport}, so a sign-in may stop (AADSTS65001). ` +
          `${runs} ${upAgain}, which consents.`,
      ),
    ],
  },
  {
    wrong: "consent that an administrator has not given yet",
    break: async (world) => {
      world.config["consent"] = "interactive";
      await world.graph.delete(`/oauth2PermissionGrants/${await grantOn(world, exchangeOnlineAppId)}`);
    },
    says: (world) => [
      say.warn(
        `Consent on Office 365 Exchange Online lacks IMAP.AccessAsUser.All, SMTP.Send for the application ${ofSupport}, so a sign-in may stop ` +
          `(AADSTS65001). ${administrator} Open https://login.microsoftonline.com/${world.entra.tenantId}/v2.0/adminconsent?client_id=` +
          `${world.support.clientId}&scope=https%3A%2F%2Foutlook.office.com%2FIMAP.AccessAsUser.All%20https%3A%2F%2Foutlook.office.com%2FSMTP.Send` +
          `%20offline_access&redirect_uri=${encodeURIComponent(redirectUri(world))} and consent.`,
      ),
    ],
  },
  {
    wrong: "that Exchange Online lists no mail permissions",
    options: { entra: { deployerRoles: allRoles, exchangeListsMailScopes: false } },
    break: ({ config }) => (config["mailboxes"] = [{ key: "support", address: "support@contoso.com" }]),
    says: () => [
      say.skip(
        "Office 365 Exchange Online of this tenant lists no mail permissions, so consent on it is not looked at; that on Microsoft Graph may do.",
      ),
    ],
  },
];

const inUse = `The secret in use of the application ${ofSupport}`;

const secrets: readonly Fault[] = [
  {
    wrong: "a secret that has ended",
    break: (world) => {
      world.config["mailboxes"] = [{ key: "support", address: "support@contoso.com" }];
      world.now = new Date("2027-04-01T00:00:00Z");
    },
    says: () => [
      say.fail(`${inUse} has ended on 2027-04-01 (AADSTS7000222). ${runs} Run pulumi up, which renews it.`),
    ],
  },
  {
    wrong: "a secret that ends soon",
    break: (world) => {
      world.config["mailboxes"] = [{ key: "support", address: "support@contoso.com" }];
      world.now = new Date("2027-03-18T00:00:00Z");
    },
    says: () => [
      say.warn(`${inUse} ends on 2027-04-01, in 14 days. ${runs} Run pulumi up, which renews it.`),
    ],
  },
  {
    wrong: "a secret that somebody has removed",
    break: ({ graph, support }) =>
      graph.post(`/applications/${support.applicationId}/removePassword`, { keyId: support.keyId }),
    says: ({ support }) => [
      say.fail(
        `The secret ${support.keyId} that XCALLY has for the application ${ofSupport} is gone from Entra ID (AADSTS7000215). ${runs} ${upAgain}, ` +
          "which makes a new one and hands it over.",
      ),
    ],
  },
];

const forbidden =
  "the tenant's app management policy forbids client secrets, and XCALLY signs in with one. " +
  `${administrator} Exempt the application by an app management policy of its own.`;

const policy: readonly Fault[] = [
  {
    wrong: "a policy that forbids secrets, before the first pulumi up",
    options: { isDeployed: false, entra: { deployerRoles: allRoles, secretsForbidden: true } },
    break: ({ config }) => (config["mailboxes"] = [{ key: "support", address: "support@contoso.com" }]),
    says: () => [
      say.fail(
        `Entra ID will refuse the next secret of the application ${ofSupport} (CredentialTypeNotAllowedAsPerAppPolicy), because ${forbidden}`,
      ),
    ],
  },
  {
    wrong: "a policy that forbids secrets from now on",
    break: ({ entra, config }) => {
      config["mailboxes"] = [{ key: "support", address: "support@contoso.com" }];
      entra.switches.secretsForbidden = true;
    },
    says: () => [
      say.warn(
        `Entra ID will refuse the next secret of the application ${ofSupport} (CredentialTypeNotAllowedAsPerAppPolicy), because ${forbidden}`,
      ),
    ],
  },
  {
    wrong: "a policy that caps the lifetime of secrets",
    options: { isDeployed: false, entra: { deployerRoles: allRoles, maxSecretLifetimeDays: 90 } },
    break: ({ config }) => (config["mailboxes"] = [{ key: "support", address: "support@contoso.com" }]),
    says: () => [
      say.fail(
        `Entra ID will refuse the next secret of the application ${ofSupport} (CredentialInvalidLifetimeAsPerAppPolicy), because the tenant's app ` +
          `management policy allows client secrets of at most 90 days, and secret.lifetimeDays is 180. ${runs} Set secret.lifetimeDays to 90 or less, ` +
          "and secret.everyDays and secret.graceDays so that twice the one plus the other fits.",
      ),
    ],
  },
  {
    wrong: "that policies cannot be looked at",
    options: without("Policy.Read.All"),
    break: () => undefined,
    says: () => [
      say.skip(
        "The tenant's policy for client secrets is not looked at: that needs the application permission Policy.Read.All.",
      ),
    ],
  },
];

const people: readonly Fault[] = [
  {
    wrong: "a user who does not exist",
    break: ({ config }) =>
      (config["mailboxes"] = [
        { key: "support", address: "support@contoso.com", signInUser: "nobody@contoso.com" },
      ]),
    says: () => [
      say.fail(
        `The tenant has no user nobody@contoso.com, who is to sign in for mailbox support (support@contoso.com) (AADSTS50034). ${runs} ` +
          "Set signInUser to the user principal name of somebody who may open the mailbox.",
      ),
    ],
  },
  {
    wrong: "a user who is disabled",
    break: ({ entra }) => (entra.account("support@contoso.com").disabled = true),
    says: () => [
      say.fail(
        `Sign-in is blocked for support@contoso.com, who is to sign in for mailbox support (support@contoso.com) (AADSTS50057). ${administrator} ` +
          "Enable sign-in for the user; for a shared mailbox name a delegate in signInUser instead.",
      ),
    ],
  },
  {
    wrong: "an address in the place of a user principal name",
    options: {
      entra: {
        deployerRoles: allRoles,
        users: [
          { userPrincipalName: "sam@contoso.com", mail: "support@contoso.com" },
          { userPrincipalName: "agent@contoso.com" },
        ],
      },
    },
    break: () => undefined,
    says: () => [
      say.fail(
        "support@contoso.com, who is to sign in for mailbox support (support@contoso.com), is the mail address of sam@contoso.com, and nobody signs in " +
          `with it. ${runs} Set signInUser to sam@contoso.com.`,
      ),
    ],
  },
  {
    wrong: "a user who is not assigned to an application that demands it",
    break: ({ graph, support }) =>
      graph.patch(`/servicePrincipals/${support.principalId}`, { appRoleAssignmentRequired: true }),
    says: () => [
      say.fail(
        "support@contoso.com is not assigned to the application of mailbox support (support@contoso.com), which demands it (AADSTS50105). " +
          `${administrator} Assign the user to the enterprise application.`,
      ),
    ],
  },
  {
    wrong: "that users cannot be looked at",
    options: without("User.Read.All"),
    break: () => undefined,
    says: () => [
      say.skip("Those who sign in are not looked at: that needs the application permission User.Read.All."),
    ],
  },
];

describe("the deployer", () => {
  testFaults(deployer);
});
describe("the applications", () => {
  testFaults(application);
});
describe("what cannot be looked at", () => {
  testFaults(unreadable);
});
describe("consent", () => {
  testFaults(consent);
});
describe("the secrets", () => {
  testFaults(secrets);
});
describe("the tenant's policy for secrets", () => {
  testFaults(policy);
});
describe("those who sign in", () => {
  testFaults(people);
});
