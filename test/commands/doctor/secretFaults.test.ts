import { describe } from "@jest/globals";
import { ofSupport, runs, administrator, upAgain, say, without, oneMailbox } from "./entraLines.ts";
import { testFaults, type Fault } from "./faultTable.ts";
import { allRoles } from "./world.ts";

const inUse = `The secret in use of the application ${ofSupport}`;

const secrets: readonly Fault[] = [
  {
    wrong: "a secret that has ended",
    break: (world) => {
      world.config["mailboxes"] = oneMailbox;
      world.now = new Date("2027-04-01T00:00:00Z");
    },
    says: () => [
      say.fail(`${inUse} has ended on 2027-04-01 (AADSTS7000222). ${runs} Run pulumi up, which renews it.`),
    ],
  },
  {
    wrong: "a secret that ends soon",
    break: (world) => {
      world.config["mailboxes"] = oneMailbox;
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

describe("the secrets", () => {
  testFaults(secrets);
});

const forbidden =
  "the tenant's app management policy forbids client secrets, and XCALLY signs in with one. " +
  `${administrator} Exempt the application by an app management policy of its own.`;

const policy: readonly Fault[] = [
  {
    wrong: "a policy that forbids secrets, before the first pulumi up",
    options: { isDeployed: false, entra: { deployerRoles: allRoles, secretsForbidden: true } },
    break: ({ config }) => (config["mailboxes"] = oneMailbox),
    says: () => [
      say.fail(
        `Entra ID will refuse the next secret of the application ${ofSupport} (CredentialTypeNotAllowedAsPerAppPolicy), because ${forbidden}`,
      ),
    ],
  },
  {
    wrong: "a policy that forbids secrets from now on",
    break: ({ entra, config }) => {
      config["mailboxes"] = oneMailbox;
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
    break: ({ config }) => (config["mailboxes"] = oneMailbox),
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

describe("the tenant's policy for secrets", () => {
  testFaults(policy);
});
