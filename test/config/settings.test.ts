import { describe, expect, test } from "@jest/globals";
import { readSettings } from "../../config/settings.ts";
import { defaultContract } from "../../xcally/contract.ts";
import { rawSettings } from "./rawSettings.ts";

const environment = { XCALLY_API_KEY: "key-of-the-environment" };
const read = (values: Readonly<Record<string, unknown>>) => readSettings(rawSettings(values), environment);

describe("a configuration is read", () => {
  test("with every default filled in", () => {
    expect(read({})).toEqual({
      xcally: {
        url: "https://xcally.contoso.com",
        authentication: { kind: "apiKey" },
        connection: {},
      },
      contract: defaultContract,
      contractOverrides: {},
      exchange: { apply: false },
      missingForUp: [],
      redirectUri: { value: "https://xcally.contoso.com/api/auth/azure/callback", assumed: true },
      signInAudience: "AzureADMyOrg",
      consent: "tenant",
      application: "perMailbox",
      additionalPermissions: [],
      applicationNamePrefix: "XCALLY mail",
      restrictToMailboxUser: false,
      protect: true,
      secret: { anchor: "2026-01-01", everyDays: 80, graceDays: 20, lifetimeDays: 180, warnDays: 14 },
      secretProof: {},
      mailboxes: [
        {
          key: "support",
          address: "support@contoso.com",
          account: { by: "address", address: "support@contoso.com" },
          signInUser: "support@contoso.com",
          shared: false,
          retain: false,
          protect: true,
          protocols: ["imap", "smtp"],
        },
      ],
    });
  });

  test("with every key set", () => {
    const settings = read({
      xcallyUrl: "https://xcally.contoso.com",
      xcallyPreviousUrl: "http://localhost:8080/",
      xcallyAuthentication: "basic",
      xcallyUser: "admin",
      xcallyPassword: "p:ss wörd",
      redirectUri: "https://xcally.contoso.com/Callback/",
      tenantId: "3F2C1B8A-6D5E-4F70-9A1B-2C3D4E5F6A7B",
      signInAudience: "AzureADandPersonalMicrosoftAccount",
      consent: "interactive",
      application: "perMailbox",
      additionalPermissions: ["User.Read"],
      applicationNamePrefix: "Contoso",
      restrictToMailboxUser: true,
      secret: { everyDays: 355, lifetimeDays: 730 },
      contract: { callbackPath: "/callback" },
      changeCommand: "echo changed |\n\tmail ops@contoso.com",
      mailboxes: [
        {
          key: "info-2",
          address: "Info@contoso.com",
          accountId: 7,
          shared: true,
          retain: false,
          protect: true,
          signInUser: "anna@contoso.com",
          displayName: "Info desk",
          protocols: ["smtp", "pop"],
        },
        { key: "private", address: "contoso@outlook.com", account: "desk@contoso.com" },
      ],
    });
    expect(settings).toMatchObject({
      xcally: {
        previousUrl: "http://localhost:8080",
        authentication: { kind: "basic", user: "admin", password: "p:ss wörd" },
      },
      contract: { ...defaultContract, callbackPath: "/callback" },
      contractOverrides: { callbackPath: "/callback" },
      redirectUri: { value: "https://xcally.contoso.com/Callback/", assumed: false },
      tenantId: "3f2c1b8a-6d5e-4f70-9a1b-2c3d4e5f6a7b",
      consent: "interactive",
      additionalPermissions: ["User.Read"],
      restrictToMailboxUser: true,
      protect: true,
      secret: { anchor: "2026-01-01", everyDays: 355, graceDays: 20, lifetimeDays: 730, warnDays: 14 },
      changeCommand: "echo changed |\n\tmail ops@contoso.com",
    });
    expect(settings.mailboxes).toEqual([
      {
        key: "info-2",
        address: "Info@contoso.com",
        account: { by: "id", id: 7 },
        signInUser: "anna@contoso.com",
        shared: true,
        retain: false,
        protect: true,
        displayName: "Info desk",
        protocols: ["pop", "smtp"],
      },
      {
        key: "private",
        address: "contoso@outlook.com",
        account: { by: "address", address: "desk@contoso.com" },
        signInUser: "contoso@outlook.com",
        shared: false,
        retain: false,
        protect: true,
        protocols: ["imap", "smtp"],
      },
    ]);
  });

  test("with a date that stands in YAML without quotes, in the form that Pulumi gives it", () => {
    expect(read({ secret: { anchor: "2026-02-01 00:00:00 +0000 UTC" } }).secret.anchor).toBe("2026-02-01");
  });

  test("without the keys of other namespaces", () => {
    const raw = { ...rawSettings(), "azuread:tenantId": "not a GUID", "pulumi:tags": "[]" };
    expect(readSettings(raw, environment)).toEqual(read({}));
  });

  test.each([
    ["https://XCALLY.contoso.com:443//", "https://xcally.contoso.com"],
    ["https://contoso.com/desk/", "https://contoso.com/desk"],
    ["https://contoso.com/xapi", "https://contoso.com/xapi"],
    ["http://127.0.0.1:9080", "http://127.0.0.1:9080"],
    ["http://localhost/", "http://localhost"],
  ])("with the server's address %s as %s", (xcallyUrl, url) => {
    expect(read({ xcallyUrl }).xcally.url).toBe(url);
  });

  test.each([
    "https://xcally.contoso.com/",
    "https://xcally.contoso.com/callback?source=azure",
    "http://localhost:9080/callback",
    `https://xcally.contoso.com/${"a".repeat(229)}`,
  ])("with the redirect URI %s unchanged", (redirectUri) => {
    expect(read({ redirectUri }).redirectUri.value).toBe(redirectUri);
  });

  test("with an empty environment variable of another way to sign in", () => {
    const settings = readSettings(rawSettings(), { ...environment, XCALLY_PASSWORD: "" });
    expect(settings.xcally.authentication.kind).toBe("apiKey");
  });
});

describe("credentials of the environment", () => {
  test("stand in for those of the configuration and are not among the settings", () => {
    const settings = readSettings(rawSettings({ xcallyAuthentication: "login" }), {
      XCALLY_USER: "user-of-the-environment",
      XCALLY_PASSWORD: "password-of-the-environment",
    });
    expect(settings.xcally.authentication).toEqual({ kind: "login" });
    expect(JSON.stringify(settings)).not.toContain("of-the-environment");
  });

  test("leave those of the configuration where they are", () => {
    const settings = read({ xcallyApiKey: "key-of-the-configuration" });
    expect(settings.xcally.authentication).toEqual({
      kind: "apiKey",
      apiKey: "key-of-the-configuration",
    });
  });
});
