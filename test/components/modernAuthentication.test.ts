import { beforeAll, describe, expect, test } from "@jest/globals";
import type * as pulumi from "@pulumi/pulumi";
import { nothing } from "../../components/existingRegistration.ts";
import { declareMailboxes, type ModernAuthenticationArgs } from "../../components/modernAuthentication.ts";
import { XcallyServer } from "../../components/xcallyServer.ts";
import type { Mailbox } from "../../config/mailbox.ts";
import { declaredBy, mockPulumi, registered, tenant, valueOf } from "./mocks.ts";

const application = "azuread:index/application:Application";
const servicePrincipal = "azuread:index/servicePrincipal:ServicePrincipal";
const grant =
  "azuread:index/servicePrincipalDelegatedPermissionGrant:ServicePrincipalDelegatedPermissionGrant";
const password = "azuread:index/applicationPassword:ApplicationPassword";
const cloudProvider = "pulumi-nodejs:dynamic/xcally:CloudProvider";
const account = "pulumi-nodejs:dynamic/xcally:MailAccount";
const association = "pulumi-nodejs:dynamic/xcally:MailAccountAssociation";
const command = "command:local:Command";

const mailbox = (key: string, more: Partial<Mailbox> = {}): Mailbox => ({
  key,
  address: `${key}@contoso.com`,
  account: { by: "address", address: `${key}@contoso.com` },
  signInUser: `${key}@contoso.com`,
  shared: false,
  protocols: ["imap", "smtp"],
  retain: false,
  protect: true,
  ...more,
});

let server: XcallyServer;
beforeAll(async () => {
  await mockPulumi();
  server = new XcallyServer("xcally", {
    url: "https://motion.contoso.com",
    authentication: "apiKey",
    apiKey: "k",
  });
});

const declare = (
  args: Partial<ModernAuthenticationArgs> = {},
  options: pulumi.ComponentResourceOptions = {},
) =>
  declaredBy(() =>
    declareMailboxes(
      "modern-authentication",
      {
        server,
        tenant,
        redirectUri: "https://motion.contoso.com/api/auth/azure/callback",
        signInAudience: "AzureADMyOrg",
        consent: "tenant",
        application: "perMailbox",
        additionalPermissions: [],
        applicationNamePrefix: "XCALLY mail",
        signInPage: "/",
        exchange: { apply: false },
        secret: { anchor: "2026-01-01", everyDays: 80, graceDays: 20, lifetimeDays: 180, warnDays: 14 },
        today: new Date("2026-11-24T12:00:00Z"),
        existing: {
          of: () => nothing,
          assignees: undefined,
          formerKeys: new Map(),
          graph: undefined,
          tidiesUp: false,
        },
        mailboxes: [mailbox("support"), mailbox("sales")],
        ...args,
      },
      options,
    ),
  );

describe("per mailbox", () => {
  test("each mailbox gets an application, a secret, a Cloud Provider and a link of its own", async () => {
    const { of } = await declare();
    for (const type of [application, servicePrincipal, cloudProvider]) {
      expect(of(type).map(({ name }) => name)).toEqual(["sales", "support"]);
    }
    for (const type of [account, association]) {
      expect(of(type).map(({ name }) => name)).toEqual(["sales@contoso.com", "support@contoso.com"]);
    }
    const common = { server: "https://motion.contoso.com", mailbox: "sales (sales@contoso.com)" };
    expect(of(account)[0]?.inputs).toMatchObject({
      ...common,
      account: { by: "address", address: "sales@contoso.com" },
    });
    expect(of(association)[0]?.inputs).toMatchObject({
      ...common,
      accountId: "7",
      cloudProviderId: "sales-id",
    });
  });

  test("the application belongs to its deployer, of one tenant, with XCALLY's callback and no more permissions than needed", async () => {
    const { of } = await declare({ mailboxes: [mailbox("support", { protocols: ["imap"] })] });
    expect(of(application)[0]?.inputs).toEqual({
      displayName: "XCALLY mail support@contoso.com",
      signInAudience: "AzureADMyOrg",
      owners: [tenant.deployerObjectId],
      tags: ["xcally-mail-authentication", "xcally-mail-authentication:0123456789abcdef"],
      web: { redirectUris: ["https://motion.contoso.com/api/auth/azure/callback"] },
      requiredResourceAccesses: [
        {
          resourceAppId: tenant.microsoftGraph.appId,
          resourceAccesses: [
            { id: "652390e4-393a-48de-9484-05f9b1212954", type: "Scope" },
            { id: "7427e0e9-2fba-42fe-b0c0-848c9e6a8182", type: "Scope" },
            { id: "37f7f235-527c-4136-accd-4a02d197296e", type: "Scope" },
            { id: "64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0", type: "Scope" },
          ],
        },
        {
          resourceAppId: tenant.exchangeOnline.appId,
          resourceAccesses: [{ id: "exchange-imap", type: "Scope" }],
        },
      ],
    });
    expect(of(servicePrincipal)[0]?.inputs["owners"]).toEqual([tenant.deployerObjectId]);
  });

  test("there are two secrets, whose ends come from the calendar, whatever the hour of the run", async () => {
    const mailboxes = [mailbox("support")];
    const runs = [];
    for (const today of ["2026-11-24T00:00:00Z", "2026-11-24T23:59:59Z"]) {
      const { of, result } = await declare({ mailboxes, today: new Date(today) });
      runs.push({
        ends: of(password).map(({ name, inputs }) => [name, inputs["endDate"]]),
        nextRotation: result.nextRotation,
        earliestSecretExpiry: await valueOf(result.earliestSecretExpiry),
      });
    }
    expect(runs[0]).toEqual({
      ends: [
        ["support-0", "2027-02-01T00:00:00Z"],
        ["support-1", "2027-04-22T00:00:00Z"],
      ],
      nextRotation: "2027-01-12T00:00:00Z",
      earliestSecretExpiry: "2027-04-22T00:00:00Z",
    });
    expect(runs[1]).toEqual(runs[0]);
  });

  test("XCALLY gets the secret in use, and the other one after the next rotation", async () => {
    const mailboxes = [mailbox("support")];
    const handedOver = async (today: string) => {
      const { of } = await declare({ mailboxes, today: new Date(today) });
      // Marked as a secret, which Pulumi wraps in an object.
      return of(cloudProvider)[0]?.inputs["clientSecret"];
    };
    expect(await handedOver("2026-11-24T00:00:00Z")).toMatchObject({ value: "secret of support-1" });
    expect(await handedOver("2027-01-12T00:00:00Z")).toMatchObject({ value: "secret of support-0" });
  });

  test("a token of the stack's or of the mailbox's own replaces both secrets once it changes", async () => {
    const secret = { anchor: "2026-01-01", everyDays: 80, graceDays: 20, lifetimeDays: 180, warnDays: 14 };
    const mailboxes = [mailbox("sales"), mailbox("support", { rotateNow: "leak" })];
    const { of } = await declare({ mailboxes, secret: { ...secret, rotateNow: "drill" } });
    expect(of(password).map(({ inputs }) => inputs["rotateWhenChanged"])).toEqual([
      { stack: "drill" },
      { stack: "drill" },
      { stack: "drill", mailbox: "leak" },
      { stack: "drill", mailbox: "leak" },
    ]);
  });

  test("of a mailbox that is to be retained everything on both sides is, the memory of its mail account included; secrets stay with their application", async () => {
    const retained = new Map<string, unknown>();
    const note: pulumi.ResourceTransformation = ({ type, opts }) => {
      retained.set(type, "retainOnDelete" in opts ? opts.retainOnDelete : undefined);
      return undefined;
    };
    await declare({ mailboxes: [mailbox("support", { retain: true })] }, { transformations: [note] });
    const types = [application, servicePrincipal, grant, cloudProvider, account, association];
    expect(types.filter((type) => retained.get(type) !== true)).toEqual([]);
  });

  test("applications for personal accounts ask for version 2 tokens, as Graph demands", async () => {
    const { of } = await declare({ signInAudience: "AzureADandPersonalMicrosoftAccount" });
    expect(of(application)[0]?.inputs).toMatchObject({ api: { requestedAccessTokenVersion: 2 } });
  });
});

describe("consent", () => {
  test("for the tenant is one grant on Microsoft Graph and one on Exchange Online", async () => {
    const { of } = await declare({ mailboxes: [mailbox("support")] });
    expect(
      of(grant).map(({ name, inputs }) => [
        name,
        inputs["resourceServicePrincipalObjectId"],
        inputs["claimValues"],
      ]),
    ).toEqual([
      ["support-exchange-online", "exchange-object-id", ["IMAP.AccessAsUser.All", "SMTP.Send"]],
      [
        "support-microsoft-graph",
        "graph-object-id",
        ["IMAP.AccessAsUser.All", "SMTP.Send", "offline_access", "openid", "email"],
      ],
    ]);
  });

  test("leaves Exchange Online out where it does not list the permissions", async () => {
    const silent = { ...tenant, exchangeOnline: { ...tenant.exchangeOnline, permissionIds: {} } };
    const { of } = await declare({ mailboxes: [mailbox("support")], tenant: silent });
    expect(of(grant).map(({ name }) => name)).toEqual(["support-microsoft-graph"]);
    expect(of(application)[0]?.inputs["requiredResourceAccesses"]).toHaveLength(1);
  });

  test("by a person grants nothing and gives the link", async () => {
    const { of, result } = await declare({ consent: "interactive", mailboxes: [mailbox("support")] });
    expect(of(grant)).toEqual([]);
    const outputs = result.mailboxes["support"];
    if (outputs === undefined) throw new Error("no outputs");
    const link = new URL(await valueOf(outputs.adminConsentUrl));
    expect(link.pathname).toBe(`/${tenant.tenantId}/v2.0/adminconsent`);
    expect(link.searchParams.get("scope")).toBe(
      "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access",
    );
    expect(link.searchParams.get("client_id")).toBe(await valueOf(outputs.clientId));
  });
});

test("the engine gets the first mailboxes while the last ones are still to be declared", async () => {
  let before = 0;
  const keys = Array.from({ length: 8 }, (_, index) => `mailbox-${index}`);
  await declare({
    mailboxes: keys.map((key) => mailbox(key)),
    existing: {
      of: (name) => {
        if (name === keys.at(-1)) before = registered();
        return nothing;
      },
      assignees: undefined,
      formerKeys: new Map(),
      graph: undefined,
      tidiesUp: false,
    },
  });
  expect(before).toBeGreaterThan(3);
}, 30_000);

describe("shared application", () => {
  test("one application and one Cloud Provider serve every mailbox, with the permissions of all", async () => {
    const mailboxes = [mailbox("support", { protocols: ["imap"] }), mailbox("sales", { protocols: ["pop"] })];
    const { of } = await declare({ application: "shared", mailboxes });
    expect([of(application), of(password), of(cloudProvider)].map((resources) => resources.length)).toEqual([
      1, 2, 1,
    ]);
    expect(of(association).map(({ inputs }) => inputs["cloudProviderId"])).toEqual([
      "shared-id",
      "shared-id",
    ]);
    expect(of(grant).find(({ name }) => name === "shared-microsoft-graph")?.inputs["claimValues"]).toEqual(
      expect.arrayContaining(["IMAP.AccessAsUser.All", "POP.AccessAsUser.All"]),
    );
  });
});

describe("the change command", () => {
  test("is not declared unless asked for", async () => {
    expect((await declare()).of(command)).toEqual([]);
  });
  test("gets the mailbox in its environment, and no secret", async () => {
    const { of } = await declare({ changeCommand: "notify", mailboxes: [mailbox("support")] });
    expect(of(command)[0]?.inputs).toMatchObject({
      create: { value: "notify" },
      environment: {
        MAILBOX_KEY: "support",
        MAILBOX_ADDRESS: "support@contoso.com",
        MAILBOX_CLOUD_PROVIDER_ID: "support-id",
      },
    });
    expect(JSON.stringify(of(command))).not.toContain("secret of support-1");
  });
});

describe("the sign-in of a person", () => {
  const signInOf = async (args: Partial<ModernAuthenticationArgs>) => {
    const { of, result } = await declare({ mailboxes: [mailbox("support")], ...args });
    const signIn = result.mailboxes["support"]?.signIn;
    if (signIn === undefined) throw new Error("no output");
    return { of, signIn };
  };

  test("is an output that says who, where, and that nothing is known of it where XCALLY does not tell", async () => {
    const { signIn, of } = await signInOf({});
    expect(signIn).toMatchObject({
      user: "support@contoso.com",
      exchangeCommands: [
        "Set-CASMailbox -Identity 'support@contoso.com' -ImapEnabled $true",
        "Set-CASMailbox -Identity 'support@contoso.com' -SmtpClientAuthenticationDisabled $false",
        "Get-CASMailbox -Identity 'support@contoso.com' | Format-List 'ImapEnabled'",
        "Get-CASMailbox -Identity 'support@contoso.com' | Format-List 'SmtpClientAuthenticationDisabled'",
      ],
    });
    expect(await valueOf(signIn.page)).toBe("https://motion.contoso.com/");
    expect(await valueOf(signIn.state)).toBe("unknown");
    expect(of(cloudProvider)[0]?.inputs).not.toHaveProperty("signedIn");
  });

  test("is on the Cloud Provider's own page where the contract says so", async () => {
    const { signIn } = await signInOf({ signInPage: "/#/cloudProviders/{id}" });
    expect(await valueOf(signIn.page)).toBe("https://motion.contoso.com/#/cloudProviders/support-id");
  });
});

describe("the commands of Exchange", () => {
  test("are not declared unless asked for", async () => {
    expect((await declare()).of(command)).toEqual([]);
  });

  test("are declared beside a change command, under names of their own", async () => {
    const { of } = await declare({
      changeCommand: "notify",
      exchange: { apply: true, organization: "contoso.onmicrosoft.com" },
      mailboxes: [mailbox("support")],
    });
    expect(of(command).map(({ name }) => name)).toEqual([
      "support",
      "support-allowSmtp",
      "support-enableProtocols",
    ]);
  });
});
