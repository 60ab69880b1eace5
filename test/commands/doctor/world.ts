import { diagnose } from "../../../commands/doctor/diagnose.ts";
import { formats } from "../../../commands/doctor/formats.ts";
import { readMailSignIn } from "../../../commands/doctor/mailSignIn.ts";
import { readStack } from "../../../commands/doctor/stack.ts";
import { adminConsentUrl, outlookScopes } from "../../../entra/permissions.ts";
import {
  startEntraSimulator,
  type EntraOptions,
  type EntraSimulator,
} from "../../../simulator/entra/index.ts";
import { noProxy } from "../../../simulator/noProxy.ts";
import {
  startXcallySimulator,
  type XcallyOptions,
  type XcallySimulator,
} from "../../../simulator/xcally/index.ts";
import type { MailServers } from "../../../commands/doctor/mailServers.ts";
import { signIn, type GraphClient } from "../../simulator/entra/graphClient.ts";
import { connectMailbox, type ConnectedMailbox } from "../../simulator/xcally/connectMailbox.ts";

/** What the stack has made for a mailbox. */
export type Made = Pick<
  ConnectedMailbox,
  "applicationId" | "clientId" | "principalId" | "keyId" | "secretEnds" | "cloudProviderId" | "accountId"
>;

/** A stack on the stand-ins, as the doctor is shown it. */
export interface ShownStack {
  readonly entra: EntraSimulator;
  /** What is made for each mailbox; undefined for one that the stack does not have. */
  readonly support: Made | undefined;
  readonly info: Made | undefined;
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
}

/** The stand-ins with what a `pulumi up` of two mailboxes leaves, without the engine. */
export interface World extends ShownStack {
  readonly xcally: XcallySimulator;
  readonly graph: GraphClient;
  readonly support: Made;
  readonly info: Made;
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

const ends = "2027-04-01T00:00:00Z";

/** Of a mailbox for which nothing is made yet. */
const nothing: Made = {
  applicationId: "",
  clientId: "",
  principalId: "",
  keyId: "",
  secretEnds: ends,
  cloudProviderId: 0,
  accountId: 0,
};

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
    isDeployed
      ? connectMailbox({ entra, xcally }, address, { redirectUri, marker, secretEnds: ends })
      : Promise.resolve(nothing);
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

/** What the doctor says of a stack, a line each. */
export async function linesOf(shown: ShownStack): Promise<readonly string[]> {
  const { environment, mail, mailToken, now } = shown;
  const stack = await readStack(pulumiOf(shown), environment);
  const wanted = mailToken && { mailbox: mailToken.mailbox, tokenVariable: "MAIL_TOKEN" };
  const mailSignIn = readMailSignIn(wanted, stack, { MAIL_TOKEN: mailToken?.token });
  const report = await diagnose(stack, { environment, mail, mailSignIn, now });
  return formats.text(report).split("\n");
}

/** What the Pulumi CLI prints of the stack. */
export function pulumiOf({
  config,
  isDeployed,
  support,
  info,
  entra,
}: ShownStack): (...args: readonly string[]) => Promise<string> {
  const values = Object.entries(config).map(([key, value]) => [
    `xcally-mail-authentication:${key}`,
    { value: typeof value === "string" ? value : JSON.stringify(value), secret: key === "xcallyApiKey" },
  ]);
  const output = (made: Made) => ({
    clientId: made.clientId,
    tenantId: entra.tenantId,
    applicationObjectId: made.applicationId,
    secretExpires: made.secretEnds,
    activeSecretKeyId: made.keyId,
    cloudProviderId: String(made.cloudProviderId),
    accountId: String(made.accountId),
    adminConsentUrl: adminConsentUrl({
      tenantId: entra.tenantId,
      clientId: made.clientId,
      redirectUri: String(config["redirectUri"]),
      scopes: outlookScopes(["imap", "smtp"]),
    }),
  });
  // JSON leaves out what is undefined.
  const outputs = { mailboxes: { support: support && output(support), info: info && output(info) } };
  return (command) =>
    Promise.resolve(
      JSON.stringify(command === "config" ? Object.fromEntries(values) : isDeployed ? outputs : {}),
    );
}
