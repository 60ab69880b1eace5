import { diagnose } from "../../../commands/doctor/diagnose.ts";
import { formats } from "../../../commands/doctor/formats.ts";
import { readMailSignIn } from "../../../commands/doctor/mailSignIn.ts";
import { readStack } from "../../../commands/doctor/stack.ts";
import {
  adminConsentUrl,
  graphPermissionIds,
  mailPermissions,
  outlookScopes,
} from "../../../entra/permissions.ts";
import {
  startEntraSimulator,
  type EntraOptions,
  type EntraSimulator,
} from "../../../simulator/entra/index.ts";
import { exchangeOnlineAppId, microsoftGraphAppId } from "../../../simulator/entra/state/microsoftApis.ts";
import { noProxy } from "../../../simulator/noProxy.ts";
import {
  startXcallySimulator,
  type XcallyOptions,
  type XcallySimulator,
} from "../../../simulator/xcally/index.ts";
import type { MailServers } from "../../../commands/doctor/mailServers.ts";
import {
  addPassword,
  createApplication,
  createServicePrincipal,
  findServicePrincipal,
  signIn,
  type GraphClient,
} from "../../simulator/entra/graphClient.ts";

/** What the stack has made for a mailbox. */
export interface Made {
  readonly applicationId: string;
  readonly clientId: string;
  readonly principalId: string;
  readonly keyId: string;
  readonly cloudProviderId: number;
  readonly accountId: number;
}

/** The stand-ins with what a `pulumi up` of two mailboxes leaves, without the engine. */
export interface World {
  readonly entra: EntraSimulator;
  readonly xcally: XcallySimulator;
  readonly graph: GraphClient;
  readonly support: Made;
  readonly info: Made;
  /** Environment variables of the command; may be changed. */
  readonly environment: Record<string, string | undefined>;
  /** The configuration without its namespace; may be changed. */
  readonly config: Record<string, unknown>;
  /** Whether the stack is deployed: without it, it has no outputs. */
  isDeployed: boolean;
  /** Undefined leaves the mail servers out. */
  mail: MailServers | undefined;
  /** Key of the mailbox to sign in to, and the token to do it with. */
  mailToken: { readonly mailbox: string; readonly token: string } | undefined;
  /** The moment of the diagnosis. */
  now: Date;
  /** The report as text, a line each. */
  readonly lines: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

/** How the stand-ins start. */
export interface WorldOptions {
  readonly entra?: EntraOptions;
  readonly xcally?: XcallyOptions;
  /** Whether there has been a `pulumi up`. Defaults to true. */
  readonly isDeployed?: boolean;
}

/** Application permissions with which the doctor can look at everything. */
export const allRoles = [
  "Application.ReadWrite.OwnedBy",
  "DelegatedPermissionGrant.ReadWrite.All",
  "Application.Read.All",
  "Policy.Read.All",
  "User.Read.All",
];

/** Of a mailbox for which nothing is made yet. */
const nothing: Made = {
  applicationId: "",
  clientId: "",
  principalId: "",
  keyId: "",
  cloudProviderId: 0,
  accountId: 0,
};

const ends = "2027-04-01T00:00:00Z";
const permissions = mailPermissions(["imap", "smtp"]);

/** Starts a healthy world; a test breaks one thing in it. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const xcally = await startXcallySimulator(options.xcally);
  const entra = await startEntraSimulator({
    deployerRoles: allRoles,
    users: ["support", "agent", "stranger"].map((name) => ({ userPrincipalName: `${name}@contoso.com` })),
    sharedMailboxes: [{ address: "info@contoso.com", fullAccess: ["agent@contoso.com"] }],
    ...options.entra,
  });
  const graph = await signIn(entra);
  const redirectUri = `${xcally.url.replace("http:", "https:")}/api/auth/azure/callback`;
  const isDeployed = options.isDeployed ?? true;
  const make = (address: string, marker: string) =>
    isDeployed ? register({ entra, xcally, graph, redirectUri }, address, marker) : Promise.resolve(nothing);
  const world: World = {
    entra,
    xcally,
    graph,
    support: await make("support@contoso.com", "00000000000000aa"),
    info: await make("info@contoso.com", "00000000000000bb"),
    environment: { ...entra.environment, ...noProxy(process.env), XCALLY_API_KEY: xcally.apiKey },
    config: {
      xcallyUrl: xcally.url,
      redirectUri,
      ...(xcally.caFile === undefined ? {} : { xcallyCaFile: xcally.caFile }),
      xcallyAuthentication: "apiKey",
      mailboxes: [
        { key: "support", address: "support@contoso.com" },
        { key: "info", address: "info@contoso.com", shared: true, signInUser: "agent@contoso.com" },
      ],
    },
    isDeployed,
    mail: undefined,
    mailToken: undefined,
    now: new Date("2026-11-24T12:00:00Z"),
    lines: () => linesOf(world),
    close: async () => {
      await Promise.all([entra.close(), xcally.close()]);
    },
  };
  return world;
}

async function linesOf(world: World): Promise<readonly string[]> {
  const { environment, mail, mailToken, now } = world;
  const stack = await readStack(pulumiOf(world), environment);
  const wanted = mailToken && { mailbox: mailToken.mailbox, tokenVariable: "MAIL_TOKEN" };
  const mailSignIn = readMailSignIn(wanted, stack, { MAIL_TOKEN: mailToken?.token });
  const report = await diagnose(stack, { environment, mail, mailSignIn, now });
  return formats.text(report).split("\n");
}

/** What the Pulumi CLI prints of the world's stack. */
export function pulumiOf({
  config,
  isDeployed,
  support,
  info,
  entra,
}: World): (...args: readonly string[]) => Promise<string> {
  const values = Object.entries(config).map(([key, value]) => [
    `xcally-mail-authentication:${key}`,
    { value: typeof value === "string" ? value : JSON.stringify(value), secret: key === "xcallyApiKey" },
  ]);
  const output = (
    { applicationId, clientId, keyId, cloudProviderId, accountId }: Made,
    redirectUri: string,
  ) => ({
    clientId,
    tenantId: entra.tenantId,
    applicationObjectId: applicationId,
    secretExpires: ends,
    activeSecretKeyId: keyId,
    cloudProviderId: String(cloudProviderId),
    accountId: String(accountId),
    adminConsentUrl: adminConsentUrl({
      tenantId: entra.tenantId,
      clientId,
      redirectUri,
      scopes: outlookScopes(["imap", "smtp"]),
    }),
  });
  const redirectUri = String(config["redirectUri"]);
  const outputs = { mailboxes: { support: output(support, redirectUri), info: output(info, redirectUri) } };
  return (command) =>
    Promise.resolve(
      JSON.stringify(command === "config" ? Object.fromEntries(values) : isDeployed ? outputs : {}),
    );
}

async function register(
  { entra, xcally, graph, redirectUri }: Pick<World, "entra" | "xcally" | "graph"> & { redirectUri: string },
  address: string,
  marker: string,
): Promise<Made> {
  const exchange = entra.state.servicePrincipals.find(({ appId }) => appId === exchangeOnlineAppId);
  const onExchange = (exchange?.publishedApi?.scopes ?? []).filter(({ value }) =>
    ["IMAP.AccessAsUser.All", "SMTP.Send"].includes(value ?? ""),
  );
  const access = (resourceAppId: string, ids: readonly string[]) => ({
    resourceAppId,
    resourceAccess: ids.map((id) => ({ id, type: "Scope" })),
  });
  const { id, appId } = await createApplication(graph, {
    displayName: `XCALLY mail ${address}`,
    web: { redirectUris: [redirectUri] },
    requiredResourceAccess: [
      access(
        microsoftGraphAppId,
        permissions.map((name) => graphPermissionIds[name]),
      ),
      ...(onExchange.length === 0
        ? []
        : [
            access(
              exchangeOnlineAppId,
              onExchange.map((scope) => scope.id),
            ),
          ]),
    ],
  });
  const principalId = await createServicePrincipal(graph, appId);
  const { keyId, secretText } = await addPassword(graph, id, { endDateTime: ends });
  const consent = async (api: string, scope: readonly string[]) =>
    graph.post("/oauth2PermissionGrants", {
      clientId: principalId,
      resourceId: await findServicePrincipal(graph, api),
      consentType: "AllPrincipals",
      scope: scope.join(" "),
    });
  await consent(microsoftGraphAppId, permissions);
  if (onExchange.length > 0)
    await consent(
      exchangeOnlineAppId,
      onExchange.map(({ value }) => value ?? ""),
    );
  const cloudProvider = xcally.state.cloudProviders.create({
    name: `${address} [${marker}]`,
    service: "Microsoft Azure",
    type: "Outlook365",
    clientId: appId,
    clientSecret: secretText,
    tenantId: entra.tenantId,
    redirectUri: null,
  });
  const accountId = xcally.state.mailAccounts.list().find(({ email }) => email === address)?.id ?? 0;
  xcally.state.mailAccounts.update(accountId, { cloudProviderId: cloudProvider.id });
  return {
    applicationId: id,
    clientId: appId,
    principalId,
    keyId,
    cloudProviderId: cloudProvider.id,
    accountId,
  };
}
