import { describe, expect, test } from "@jest/globals";
import { notKnownYet, type PlainResource, type Rule } from "../../policy/rule.ts";
import * as rules from "../../policy/rules/index.ts";
import { onGraph, resource, shared } from "./resources.ts";

const today = new Date("2026-12-01T00:00:00Z");
/** What a rule says of these resources, with its options as they stand in a policy's configuration. */
function messages<Options>(rule: Rule<Options>, resources: readonly PlainResource[], options: object = {}) {
  return rule.check(resources, rule.options.parse(options), { today }).map(({ message }) => message);
}

/** A mailbox as this stack makes it. */
const mailbox = [
  resource("application", "support"),
  resource("servicePrincipal", "support"),
  resource("secret", "support-0"),
  resource("secret", "support-1"),
  resource("consent", "support-microsoft-graph"),
  resource("consent", "support-exchange-online"),
  resource("cloudProvider", "support"),
  resource("mailAccount", "support@contoso.com"),
  resource("roleAssignment", "support-support@contoso.com", {
    appRoleId: "00000000-0000-0000-0000-000000000000",
  }),
];

test.each(Object.entries(rules))(
  "the rule %s has nothing against what this stack makes by default",
  (_name, rule) => {
    expect(messages(rule as Rule<unknown>, mailbox)).toEqual([]);
  },
);

test.each(Object.entries(rules))(
  "the rule %s judges nothing that a preview does not know yet",
  (_name, rule) => {
    const unknown = mailbox.map((one) => ({
      ...one,
      props: Object.fromEntries(Object.keys(one.props).map((key) => [key, notKnownYet])),
    }));
    const options = { addresses: ["support@contoso.com"], allowed: ["tenant", "interactive"] };
    expect(messages(rule as Rule<unknown>, unknown, options)).toEqual([]);
  },
);

describe("secret-lifetime", () => {
  test("refuses a secret that ends later than allowed, and names the mailbox and the setting", () => {
    const late = resource("secret", "support-1", { endDate: "2027-06-01T00:00:00Z" });
    expect(messages(rules.secretLifetime, [late])).toEqual([
      "Mailbox support: the client secret support-1 ends on 2027-06-01, in 182 days; 180 days are allowed. " +
        "Set secret.lifetimeDays to 180 or less, and everyDays and graceDays so that twice the one plus the other fits.",
    ]);
    expect(messages(rules.secretLifetime, [late], { maxDays: 182 })).toEqual([]);
  });

  test.each([{ endDate: undefined }, { endDate: "some day" }])("refuses one without an end: %j", (props) => {
    expect(messages(rules.secretLifetime, [resource("secret", "support-0", props)])).toEqual([
      expect.stringContaining("Mailbox support: the client secret support-0 has no end date"),
    ]);
  });
});

describe("mail-permissions", () => {
  test("refuses delegated permissions that no mail protocol needs, unless they are allowed by name", () => {
    const application = resource("application", "support", {
      requiredResourceAccesses: onGraph("SMTP.Send", "User.Read"),
    });
    expect(messages(rules.mailPermissions, [application])).toEqual([
      "Mailbox support: support asks for User.Read, which no mail protocol needs. " +
        "Remove it from additionalPermissions, or allow it with this policy's option additional.",
    ]);
    expect(messages(rules.mailPermissions, [application], { additional: ["User.Read"] })).toEqual([]);
  });

  test.each([
    ["an application permission", { resourceAppId: "00000003-0000-0000-c000-000000000000", type: "Role" }],
    [
      "an application permission on Exchange Online",
      { resourceAppId: "00000002-0000-0ff1-ce00-000000000000", type: "Role" },
    ],
    ["a permission on another API", { resourceAppId: "00000003-0000-0ff1-ce00-000000000000", type: "Scope" }],
    [
      "an unknown permission on Microsoft Graph",
      { resourceAppId: "00000003-0000-0000-c000-000000000000", type: "Scope" },
    ],
  ])("refuses %s", (_what, { resourceAppId, type }) => {
    const id = "e1fe6dd8-0000-4000-8000-000000000000";
    const application = resource("application", "support", {
      requiredResourceAccesses: [{ resourceAppId, resourceAccesses: [{ id, type }] }],
    });
    expect(messages(rules.mailPermissions, [application])).toEqual([expect.stringContaining(id)]);
  });

  test("leaves delegated permissions on Exchange Online alone, whose ids differ from tenant to tenant", () => {
    const application = resource("application", "support", {
      requiredResourceAccesses: [
        {
          resourceAppId: "00000002-0000-0ff1-ce00-000000000000",
          resourceAccesses: [{ id: "e1fe6dd8-0000-4000-8000-000000000000", type: "Scope" }],
        },
      ],
    });
    expect(messages(rules.mailPermissions, [application])).toEqual([]);
  });

  test("refuses a consent to more than mail, and the assignment of an application permission", () => {
    const consent = resource("consent", "support-microsoft-graph", {
      claimValues: ["SMTP.Send", "Mail.ReadWrite"],
    });
    const assignment = resource("roleAssignment", "support", { appRoleId: "role" });
    expect(messages(rules.mailPermissions, [consent, assignment])).toEqual([
      expect.stringContaining("Mailbox support: support-microsoft-graph consents to Mail.ReadWrite,"),
      expect.stringContaining("Mailbox support: support grants the application permission role,"),
    ]);
  });
});

describe("single-tenant", () => {
  test("refuses other audiences, unless they are allowed", () => {
    const application = resource("application", "support", { signInAudience: "AzureADMultipleOrgs" });
    expect(messages(rules.singleTenant, [application])).toEqual([
      "Mailbox support: the application accepts sign-ins of AzureADMultipleOrgs; AzureADMyOrg is allowed. " +
        "Set signInAudience to AzureADMyOrg.",
    ]);
    const audiences = ["AzureADMyOrg", "AzureADMultipleOrgs"];
    expect(messages(rules.singleTenant, [application], { audiences })).toEqual([]);
  });
});

describe("redirect-uris", () => {
  const server = resource("cloudProvider", "support");
  const application = (...redirectUris: string[]) =>
    resource("application", "support", { web: { redirectUris } });

  test.each([
    ["http://motion.contoso.com/callback", "is not https"],
    ["https://evil.example/callback", "is not on an XCALLY server (motion.contoso.com)"],
    ["https://motion.contoso.com.evil.example/callback", "is not on an XCALLY server"],
    ["https://motion.contoso.com@evil.example/callback", "is not on an XCALLY server"],
    ["urn:ietf:wg:oauth:2.0:oob", "is not https"],
    ["callback", "is no address"],
    ["http://127.0.0.1:9080/callback", "is not https"],
  ])("refuses %s", (uri, problem) => {
    expect(messages(rules.redirectUris, [server, application(uri)])).toEqual([
      expect.stringContaining(`Mailbox support: the redirect URI ${uri} ${problem}`),
    ]);
  });

  test("judges every redirect URI, of other kinds of application and of Cloud Providers too", () => {
    const evil = "https://evil.example/callback";
    const resources = [
      resource("cloudProvider", "support", { redirectUri: evil }),
      application("https://motion.contoso.com/callback", evil),
      resource("application", "sales", {
        web: undefined,
        publicClient: { redirectUris: [evil] },
        singlePageApplication: { redirectUris: [evil] },
      }),
    ];
    expect(messages(rules.redirectUris, resources)).toHaveLength(4);
    expect(messages(rules.redirectUris, resources, { hosts: ["EVIL.example"] })).toEqual([]);
  });

  test("allows http on the own machine only where that is wanted", () => {
    const local = [application("http://localhost:9080/callback"), application("http://127.0.0.1/callback")];
    expect(messages(rules.redirectUris, local, { allowLoopback: true })).toEqual([]);
    const pretended = [application("http://127.0.0.1.evil.example/callback")];
    expect(messages(rules.redirectUris, pretended, { allowLoopback: true })).toHaveLength(1);
  });
});

describe("own-application and client-id-once", () => {
  test("one application for all mailboxes is refused", () => {
    expect(messages(rules.ownApplication, [shared(resource("application", "shared"))])).toEqual([
      "All mailboxes share one application, so a secret that leaks opens all of them. " +
        "Set application to perMailbox, or disable this policy.",
    ]);
  });

  test("a client id in two Cloud Providers is refused, however it is written", () => {
    const two = [
      resource("cloudProvider", "support", { clientId: "ABC" }),
      resource("cloudProvider", "sales", { clientId: "abc" }),
      resource("cloudProvider", "info"),
    ];
    expect(messages(rules.clientIdOnce, two)).toEqual([
      expect.stringContaining(
        "Mailbox sales (sales@contoso.com): its Cloud Provider has the client id abc, which that of " +
          "Mailbox support (support@contoso.com) has already.",
      ),
    ]);
  });
});

describe("consent-mode", () => {
  test("refuses the stack's consent where only people may give it", () => {
    expect(messages(rules.consentMode, mailbox, { allowed: ["interactive"] })).toEqual([
      "Mailbox support: the stack consents for every user of the tenant. Set consent to interactive, or allow it with this policy's option allowed.",
      expect.stringContaining("Mailbox support: the stack consents"),
    ]);
  });

  test("refuses an application that the stack does not consent for where it must", () => {
    const others = [...mailbox, resource("application", "sales")];
    expect(messages(rules.consentMode, others, { allowed: ["tenant"] })).toEqual([
      expect.stringContaining("Mailbox sales: the stack does not consent"),
    ]);
  });
});

describe("owners", () => {
  test.each([
    ["application", "its application"],
    ["servicePrincipal", "its service principal"],
  ] as const)("refuses an %s without an owner", (type, words) => {
    for (const owners of [[], undefined]) {
      expect(messages(rules.owners, [resource(type, "support", { owners })])).toEqual([
        expect.stringContaining(`Mailbox support: ${words} has 0 owners; 1 is the least.`),
      ]);
    }
    expect(messages(rules.owners, [resource(type, "support")], { minimum: 2 })).toHaveLength(1);
  });
});

describe("listed-accounts", () => {
  const address = resource("mailAccount", "support@contoso.com");
  const id = resource("mailAccount", "account-12", { account: { by: "id", id: 12 } });

  test("allows every account as long as there is no list", () => {
    expect(messages(rules.listedAccounts, [address, id])).toEqual([]);
  });

  test("refuses accounts outside of the list, by address and by id", () => {
    expect(messages(rules.listedAccounts, [address, id], { addresses: ["sales@contoso.com"] })).toEqual([
      "Mailbox support (support@contoso.com): the mail account support@contoso.com is not in the list. " +
        "Correct account or accountId, or add it to this policy's option addresses.",
      expect.stringContaining("the mail account with the id 12 is not in the list."),
    ]);
    expect(messages(rules.listedAccounts, [address, id], { ids: [] })).toHaveLength(2);
  });

  test("takes addresses in any case, whole domains and ids", () => {
    expect(
      messages(rules.listedAccounts, [address, id], { addresses: ["Support@Contoso.com"], ids: [12] }),
    ).toEqual([]);
    expect(messages(rules.listedAccounts, [address], { addresses: ["*@contoso.com"] })).toEqual([]);
    const outside = resource("mailAccount", "support@evilcontoso.com");
    expect(messages(rules.listedAccounts, [outside], { addresses: ["*@contoso.com"] })).toHaveLength(1);
  });
});
