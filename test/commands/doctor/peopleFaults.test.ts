import { describe } from "@jest/globals";
import { runs, administrator, say, without } from "./entraLines.ts";
import { testFaults, type Fault } from "./faultTable.ts";
import { allRoles } from "./world.ts";

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
    wrong: "a user whom another tenant or a personal account may be",
    break: ({ config }) => {
      config["signInAudience"] = "AzureADandPersonalMicrosoftAccount";
      config["mailboxes"] = [
        { key: "support", address: "support@contoso.com", signInUser: "someone@outlook.com" },
      ];
    },
    says: () => [
      say.skip(
        "Whether someone@outlook.com, who signs in for mailbox support (support@contoso.com), exists is not looked at: " +
          "the tenant has no such user, and signInAudience lets in others.",
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

describe("those who sign in", () => {
  testFaults(people);
});
