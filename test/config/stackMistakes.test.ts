import { apiKey, password, rejects } from "./mistakes.ts";

const permissionList =
  "Write a list of names, each once: IMAP.AccessAsUser.All, POP.AccessAsUser.All, SMTP.Send, offline_access, " +
  "openid, profile, email, User.Read.";
const command =
  "Write a command of at least one character, without control characters but line breaks and tabs.";

rejects("a mistake in what holds for the whole stack is refused", {
  "a tenant that is no GUID": {
    stack: { tenantId: "contoso.onmicrosoft.com" },
    expected: [
      'tenantId: "contoso.onmicrosoft.com" is not allowed. Write the tenant\'s id, such as 3f2c1b8a-6d5e-4f70-9a1b-2c3d4e5f6a7b.',
    ],
  },
  "an unknown audience": {
    stack: { signInAudience: "PersonalMicrosoftAccount" },
    expected: [
      'signInAudience: "PersonalMicrosoftAccount" is not allowed. Choose one of AzureADMyOrg, AzureADMultipleOrgs, AzureADandPersonalMicrosoftAccount.',
    ],
  },
  "an unknown consent mode": {
    stack: { consent: "admin" },
    expected: ['consent: "admin" is not allowed. Choose one of tenant, interactive.'],
  },
  "an unknown application mode": {
    stack: { application: "one" },
    expected: ['application: "one" is not allowed. Choose one of perMailbox, shared.'],
  },
  "a restriction that is neither on nor off": {
    stack: { restrictToMailboxUser: "yes" },
    expected: ['restrictToMailboxUser: "yes" is not allowed. Write true or false.'],
  },
  "permissions that are unknown or misspelt": {
    stack: { additionalPermissions: ["smtp.send", "Mail.Read"] },
    expected: [
      'additionalPermissions[0]: "smtp.send" is not allowed. Did you mean SMTP.Send?',
      `additionalPermissions[1]: "Mail.Read" is not allowed. ${permissionList}`,
    ],
  },
  "a permission listed twice": {
    stack: { additionalPermissions: ["profile", "profile"] },
    expected: [`additionalPermissions: This list is not allowed. ${permissionList}`],
  },
  "permissions that are not a list": {
    stack: { additionalPermissions: "profile,User.Read" },
    expected: [`additionalPermissions: "profile,User.Read" is not allowed. ${permissionList}`],
  },
  "a name prefix that is too long": {
    stack: { applicationNamePrefix: "x".repeat(49) },
    expected: [
      `applicationNamePrefix: "${"x".repeat(49)}" is not allowed. Write 1 to 48 characters without control characters or blanks at the ends.`,
    ],
  },
  "an unknown key in the contract": {
    stack: { contract: { routes: { cloudProvider: "/x" }, rotes: {} } },
    expected: [
      "contract.routes.cloudProvider: This key is not known. Did you mean cloudProviders?",
      "contract.rotes: This key is not known. Did you mean routes?",
    ],
  },
  "wrong values in the contract": {
    stack: {
      contract: {
        basePath: "api/",
        apiKey: { in: "body" },
        cloudProvider: { fields: { name: null, tenantId: 4 }, marker: { template: "{name}" } },
      },
    },
    expected: [
      'contract.basePath: "api/" is not allowed. Write a path that starts with a slash and does not end in one, such as /api.',
      'contract.apiKey.in: "body" is not allowed. Choose query or header.',
      "contract.cloudProvider.fields.name: null is not allowed. Write a name of letters, digits, _ . and -, such as clientId.",
      "contract.cloudProvider.fields.tenantId: 4 is not allowed. Write a name such as clientId, or null without quotes in Pulumi.<stack>.yaml if it is not to be sent.",
      'contract.cloudProvider.marker.template: "{name}" is not allowed. Write a text that contains {marker} once and {name} at most once, with a character other than 0-9 and a-f beside {marker} on the side of {name}, such as {name} [{marker}].',
    ],
  },
  "a contract that is not an object": {
    stack: { contract: ["/api"] },
    expected: ["contract: This list is not allowed. Write an object."],
  },
  "a control character in the command": {
    stack: { changeCommand: `notify ${password}\u0000` },
    expected: [`changeCommand: The value is not allowed. ${command}`],
  },
  "an empty command": {
    stack: { changeCommand: " " },
    expected: [`changeCommand: The value is not allowed. ${command}`],
  },
  "unknown keys, near and far from known ones": {
    stack: { xcalyUrl: "a", apikey: apiKey, colour: "b" },
    expected: [
      "xcalyUrl: This key is not known. Did you mean xcallyUrl?",
      "apikey: This key is not known. Did you mean xcallyApiKey?",
      "colour: This key is not known. Known here are xcallyUrl, xcallyPreviousUrl, xcallyAuthentication, xcallyApiKey, " +
        "xcallyUser, xcallyPassword, xcallyCaFile, xcallyConnection, redirectUri, tenantId, signInAudience, consent, application, " +
        "additionalPermissions, applicationNamePrefix, restrictToMailboxUser, protect, secret, secretProof, contract, changeCommand, exchange, mailboxes.",
    ],
  },
});
