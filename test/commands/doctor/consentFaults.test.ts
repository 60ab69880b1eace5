import { describe, expect } from "@jest/globals";
import { exchangeOnlineAppId, microsoftGraphAppId } from "../../../simulator/entra/state/microsoftApis.ts";
import { findServicePrincipal } from "../../simulator/entra/graphClient.ts";
import {
  ofSupport,
  runs,
  administrator,
  upAgain,
  say,
  oneMailbox,
  redirectUriOf,
  grantOn,
} from "./entraLines.ts";
import { testFaults, type Fault } from "./faultTable.ts";
import { allRoles } from "./world.ts";

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
          `%20offline_access&redirect_uri=${encodeURIComponent(redirectUriOf(world))} and consent.`,
      ),
    ],
  },
  {
    wrong: "that Exchange Online lists no mail permissions",
    options: { entra: { deployerRoles: allRoles, exchangeListsMailScopes: false } },
    break: ({ config }) => (config["mailboxes"] = oneMailbox),
    says: () => [
      say.skip(
        "Office 365 Exchange Online of this tenant lists no mail permissions, so consent on it is not looked at; that on Microsoft Graph may do.",
      ),
    ],
  },
];

describe("consent", () => {
  testFaults(consent);
});
