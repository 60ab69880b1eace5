import { describe } from "@jest/globals";
import { createServer } from "node:net";
import { fail, skip, testFaults, warn, type Fault } from "./faultTable.ts";

const say = {
  fail: (text: string) => fail("XCALLY", text),
  warn: (text: string) => warn("XCALLY", text),
};
const notListed = skip(
  "XCALLY",
  "Mail accounts and Cloud Providers are not looked at, because XCALLY does not list them.",
);

/** A port of this machine on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

const server: readonly Fault[] = [
  {
    wrong: "a wrong API key",
    break: (world) => (world.environment["XCALLY_API_KEY"] = "wrong"),
    says: () => [
      say.fail(
        "GET /api/cloudProviders answered 401: Unauthorized. Whoever runs the stack: Check the credentials: XCALLY_API_KEY in the environment, or " +
          "xcallyApiKey, xcallyUser and xcallyPassword in the configuration (an API key is made under Staff > Users > Api Key Manager).",
      ),
      notListed,
    ],
  },
  {
    wrong: "an API key of somebody who is no administrator",
    break: (world) => (world.environment["XCALLY_API_KEY"] = world.xcally.plainUser.apiKey),
    says: () => [
      say.fail(
        "GET /api/cloudProviders answered 403: Forbidden. XCALLY administrator: The XCALLY user must be an administrator.",
      ),
      notListed,
    ],
  },
  {
    wrong: "a wrong host",
    break: async (world) => {
      const port = await freePort();
      world.config["xcallyUrl"] = `http://127.0.0.1:${port}`;
    },
    says: ({ config }) => {
      const url = String(config["xcallyUrl"]);
      return [
        say.fail(
          `XCALLY at ${url} cannot be reached: GET /api/cloudProviders got no answer: connect ECONNREFUSED ${url.slice(7)} (after 2 tries). ` +
            "Whoever runs the stack: Check that xcallyUrl can be reached from here and that a proxy, if one is needed, is named in HTTPS_PROXY.",
        ),
        notListed,
      ];
    },
  },
  {
    wrong: "a page where JSON should come",
    break: (world) => (world.config["contract"] = { basePath: "/app" }),
    says: () => [
      say.fail(
        "GET /app/cloudProviders answered 200: what came is not JSON, so this is not XCALLY's API answering. Whoever runs the stack: Check xcallyUrl: " +
          "it must be the address of the XCALLY server itself, not of a proxy or a login page.",
      ),
      say.warn(
        "The server's documentation (/apidoc) has no route /app/cloudProviders, but /api/cloudProviders, /api/cloudProviders/:id. " +
          "Whoever runs the stack: Set contract.routes.cloudProviders to the right one.",
      ),
      say.warn(
        "The server's documentation (/apidoc) has no route /app/mail/accounts, but /api/mail/accounts, /api/mail/accounts/:id. " +
          "Whoever runs the stack: Set contract.routes.mailAccounts to the right one.",
      ),
      notListed,
    ],
  },
  {
    wrong: "a certificate of an authority that nobody knows",
    options: { xcally: { tls: true } },
    break: (world) => delete world.config["xcallyCaFile"],
    says: ({ xcally }) => [
      say.fail(
        `The certificate of ${xcally.url.slice(8)}, which Loopback stand-in certificate authority signed, is not trusted ` +
          "(UNABLE_TO_VERIFY_LEAF_SIGNATURE). Whoever runs the stack: Set xcallyCaFile to the PEM file of the authority that signed the " +
          "server's certificate; an XCALLY administrator has it.",
      ),
      skip("XCALLY", `XCALLY at ${xcally.url} is asked nothing while its certificate is not trusted.`),
    ],
  },
  {
    wrong: "a certificate that ends soon",
    options: { xcally: { tls: true } },
    break: (world) => {
      world.isDeployed = false;
      world.now = new Date(Date.now() + 340 * 86_400_000);
    },
    says: ({ xcally }) => [
      say.warn(
        `The certificate of ${xcally.url.slice(8)} is trusted and ends in 24 days. XCALLY administrator: Renew the server's certificate.`,
      ),
    ],
  },
  {
    wrong: "a list that has another form than the contract says",
    break: (world) => {
      world.xcally.faults.times(
        Infinity,
        "beforeHandler",
        { path: "/api/mail/accounts" },
        { kind: "answer", status: 200, body: { items: [] } },
      );
    },
    says: () => [
      say.fail(
        "GET /api/mail/accounts answered 200: the answer has no field rows, so it is not a list of mail accounts. Whoever runs the stack: " +
          "If this server's API differs (see its /apidoc), set contract.routes.mailAccounts.",
      ),
      notListed,
    ],
  },
];

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

describe("the server", () => {
  testFaults(server);
});

describe("the records in XCALLY", () => {
  testFaults(records);
});
