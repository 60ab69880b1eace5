import { describe } from "@jest/globals";
import { ofSupport, runs, administrator, say, without, oneMailbox } from "./entraLines.ts";
import { testFaults, type Fault } from "./faultTable.ts";

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
    break: ({ config }) => (config["mailboxes"] = oneMailbox),
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

describe("the deployer", () => {
  testFaults(deployer);
});
