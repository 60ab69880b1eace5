import { describe } from "@jest/globals";
import { fail, testFaults, warn, type Fault } from "./faultTable.ts";

const say = {
  fail: (text: string) => fail("XCALLY", text),
  warn: (text: string) => warn("XCALLY", text),
};

const changed = "Ask who changed it and why, then run pulumi refresh and pulumi up.";

const records: readonly Fault[] = [
  {
    wrong: "a mail account that is missing",
    break: ({ xcally, support }) => xcally.state.mailAccounts.remove(support.accountId),
    says: () => [
      say.fail(
        "Mailbox support (support@contoso.com) has no mail account with the address support@contoso.com in XCALLY. XCALLY administrator: " +
          "Create it, or say which one it is, for account or accountId in the configuration.",
      ),
    ],
  },
  {
    wrong: "a mail account that is there twice",
    break: ({ xcally }) => xcally.state.mailAccounts.update(2, { email: "Support@contoso.com" }),
    says: () => [
      say.fail(
        "Mailbox support (support@contoso.com) has 2 mail accounts of its address in XCALLY: Support (id 1), Sales (id 2). Whoever runs the stack: " +
          "Name the right one with accountId; an XCALLY administrator knows which one it is.",
      ),
    ],
  },
  {
    wrong: "two accounts of one address where the configuration names one by its id",
    break: ({ xcally, config }) => {
      xcally.state.mailAccounts.update(2, { email: "support@contoso.com" });
      config["mailboxes"] = [{ key: "support", address: "support@contoso.com", accountId: 1 }];
    },
    says: () => [
      say.warn(
        "The mail account of mailbox support (support@contoso.com) shares its address with Sales (id 2). XCALLY administrator: " +
          "Remove the accounts that are not used, which would fetch the same mail.",
      ),
    ],
  },
  {
    wrong: "a mail account of another service",
    break: ({ xcally }) => xcally.state.mailAccounts.update(1, { service: "Gmail" }),
    says: () => [
      say.fail(
        "The mail account Support of mailbox support (support@contoso.com) is of the service Gmail, not Outlook 365. XCALLY administrator: " +
          "Set the account's service to Outlook 365, or name another account.",
      ),
    ],
  },
  {
    wrong: "a mail account with servers of its own",
    break: ({ xcally }) => xcally.state.mailAccounts.update(1, { service: "Custom" }),
    says: () => [
      say.warn(
        "The mail account Support of mailbox support (support@contoso.com) is of the service Custom, not Outlook 365. XCALLY administrator: " +
          "Check that the account's servers are those of Office 365.",
      ),
    ],
  },
  {
    wrong: "a mail account that somebody has pointed elsewhere",
    break: ({ xcally, info }) =>
      xcally.state.mailAccounts.update(1, { cloudProviderId: info.cloudProviderId }),
    says: () => [
      say.fail(
        "The mail account Support of mailbox support (support@contoso.com) signs in with Cloud Provider 2, not with the stack's (1). " +
          `Whoever runs the stack: ${changed}`,
      ),
    ],
  },
  {
    wrong: "a Cloud Provider that is gone",
    break: ({ xcally }) => {
      xcally.state.mailAccounts.update(1, { cloudProviderId: null });
      xcally.state.cloudProviders.remove(1);
    },
    says: () => [
      say.fail(
        "The mail account Support of mailbox support (support@contoso.com) signs in with no Cloud Provider, not with the stack's (1). " +
          `Whoever runs the stack: ${changed}`,
      ),
      say.fail(
        "Cloud Provider 1 of mailbox support (support@contoso.com) is gone from XCALLY. Whoever runs the stack: Run pulumi refresh and pulumi up. " +
          "It is made again; somebody signs in again after that.",
      ),
    ],
  },
  {
    wrong: "a Cloud Provider with another client id",
    break: ({ xcally }) => xcally.state.cloudProviders.update(1, { clientId: "somebody's own" }),
    says: ({ support }) => [
      say.fail(
        `Cloud Provider 1 of mailbox support (support@contoso.com) has the client id somebody's own, not ${support.clientId}. ` +
          `Whoever runs the stack: ${changed}`,
      ),
    ],
  },
  {
    wrong: "a Cloud Provider whose name has lost the marker",
    break: ({ xcally }) => xcally.state.cloudProviders.update(1, { name: "Support" }),
    says: () => [
      say.fail(
        "Cloud Provider 1 of mailbox support (support@contoso.com) carries the stack's marker no longer, so the stack does not touch it. " +
          "XCALLY administrator: Put the marker back at the end of the Cloud Provider's name.",
      ),
    ],
  },
  {
    wrong: "two Cloud Providers with one marker",
    break: ({ xcally }) =>
      xcally.state.cloudProviders.create({
        ...provider,
        name: "Copy [00000000000000aa]",
      }),
    says: () => [
      say.fail(
        "The Cloud Providers 1 and 3 carry the same marker [00000000000000aa]. XCALLY administrator: " +
          "Remove the marker from the name of the one that somebody has copied.",
      ),
    ],
  },
  {
    wrong: "a Cloud Provider of the name that people have made, before the first pulumi up",
    break: (world) => {
      world.isDeployed = false;
      world.xcally.state.cloudProviders.create({ ...provider, name: "support@contoso.com" });
    },
    says: () => [
      say.fail(
        "Cloud Provider 3 has the same name as the one of mailbox support (support@contoso.com), support@contoso.com, and is not the stack's. " +
          "Whoever runs the stack: Adopt it with adopt.cloudProviderId 3, give the mailbox another displayName, or have it removed from XCALLY.",
      ),
    ],
  },
  {
    wrong: "a Cloud Provider that is to be adopted and does not exist",
    break: (world) => {
      world.isDeployed = false;
      world.config["mailboxes"] = [
        { key: "support", address: "support@contoso.com", adopt: { cloudProviderId: 77 } },
      ];
    },
    says: () => [
      say.fail(
        "The Cloud Provider of mailbox support (support@contoso.com) that is to be adopted (77) does not exist. Whoever runs the stack: " +
          "Compare adopt.cloudProviderId with XCALLY.",
      ),
    ],
  },
  {
    wrong: "that nobody has signed in, where the contract has a field for it",
    break: ({ xcally, config }) => {
      config["contract"] = { cloudProvider: { fields: { signedIn: "isAuthenticated" } } };
      xcally.switches.signedInField = "isAuthenticated";
      xcally.state.signIns.keep(1, { address: undefined, refreshToken: "refresh token" });
    },
    says: () => [
      "PASS  XCALLY         Somebody has signed in for Cloud Provider 1 of mailbox support (support@contoso.com).",
      say.warn(
        "Nobody has signed in yet for Cloud Provider 2 of mailbox info (info@contoso.com), so its mail stands still. The person who signs in: " +
          "Open the Cloud Provider in XCALLY and sign in as agent@contoso.com.",
      ),
    ],
  },
  {
    wrong: "a field that the server calls otherwise",
    break: ({ xcally }) => (xcally.switches.cloudProviderFields = { tenantId: "directoryId" }),
    says: () => [
      say.warn(
        "The server's documentation (/apidoc) of POST /api/cloudProviders has no field tenantId; it has " +
          "name, service, type, clientId, clientSecret, directoryId, redirectUri. Whoever runs the stack: Set the fields that have other names " +
          "under contract.cloudProvider.fields.",
      ),
      say.warn(
        "No Cloud Provider has the field tenantId; there are clientId, clientSecret, createdAt, directoryId, id, name, redirectUri, service, type, " +
          "updatedAt. Whoever runs the stack: If it has another name, set contract.cloudProvider.fields.tenantId; a secret may be left out by the server.",
      ),
    ],
  },
];

/** A Cloud Provider that people fill in. */
const provider = {
  service: "Microsoft Azure",
  type: "Outlook365",
  clientId: null,
  clientSecret: null,
  tenantId: null,
  redirectUri: null,
};

describe("the records in XCALLY", () => {
  testFaults(records);
});
