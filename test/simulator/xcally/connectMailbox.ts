import { graphPermissionIds } from "../../../entra/permissions.ts";
import type { PermissionName } from "../../../entra/permissions.ts";
import { exchangeOnlineAppId, microsoftGraphAppId } from "../../../simulator/entra/state/microsoftApis.ts";
import { defaultPassword } from "../../../simulator/entra/index.ts";
import { signInByForms } from "../../../simulator/person/signInByForms.ts";
import type { SignInEnding } from "../../../simulator/person/signInByForms.ts";
import type { Simulators } from "../../../simulator/start.ts";
import {
  addPassword,
  createApplication,
  createServicePrincipal,
  findServicePrincipal,
  signIn,
} from "../entra/graphClient.ts";
import type { GraphClient } from "../entra/graphClient.ts";

/** What differs from the usual mailbox with IMAP and SMTP. */
export interface ConnectOptions {
  /** Who signs in. Defaults to the mailbox's address. */
  readonly person?: string;
  /** Defaults to XCALLY's own callback. */
  readonly redirectUri?: string;
  /** Mail permissions that the application declares and an administrator consents to. Defaults to those for IMAP and SMTP. */
  readonly permissions?: readonly PermissionName[];
  /** The APIs on which the administrator does so. Defaults to both. */
  readonly consentOn?: readonly ("exchange" | "graph")[];
  /** By which the stack knows its Cloud Provider. Defaults to one that fits one mailbox. */
  readonly marker?: string;
  /** When the secret ends. Defaults to what Entra ID takes where nothing is said: two years. */
  readonly secretEnds?: string;
}

/** A mailbox as the stack connects it, but for what the options say, and the handles to break it. */
export interface ConnectedMailbox {
  readonly email: string;
  readonly cloudProviderId: number;
  readonly accountId: number;
  readonly applicationId: string;
  readonly clientId: string;
  /** Of the secret that XCALLY has. */
  readonly keyId: string;
  readonly secretEnds: string;
  readonly principalId: string;
  readonly graph: GraphClient;
  /** Signs the person in, by forms; another name is that of another person. */
  signIn(name?: string): Promise<SignInEnding>;
}

/** Makes by hand what the stack makes for a mailbox: application, service principal, secret, consents, Cloud Provider, association. */
export async function connectMailbox(
  { entra, xcally }: Pick<Simulators, "entra" | "xcally">,
  email: string,
  options: ConnectOptions = {},
): Promise<ConnectedMailbox> {
  const {
    person = email,
    redirectUri = xcally.url + xcally.switches.callbackPath,
    permissions = ["IMAP.AccessAsUser.All", "SMTP.Send"],
    consentOn = ["exchange", "graph"],
    marker = "00000000000000aa",
    secretEnds: endDateTime,
  } = options;
  const graph = await signIn(entra);
  const onGraph: readonly PermissionName[] = [...permissions, "offline_access", "openid", "email"];
  const exchange = entra.state.servicePrincipals.find(({ appId }) => appId === exchangeOnlineAppId);
  const listed = exchange?.publishedApi?.scopes ?? [];
  const onExchange = listed.filter(({ value }) => permissions.some((name) => name === value));
  const apis = [
    {
      api: "graph",
      appId: microsoftGraphAppId,
      ids: onGraph.map((name) => graphPermissionIds[name]),
      scope: onGraph.join(" "),
    },
    {
      api: "exchange",
      appId: exchangeOnlineAppId,
      ids: onExchange.map(({ id }) => id),
      scope: onExchange.map(({ value }) => value).join(" "),
    },
  ] as const;
  const used = apis.filter(({ ids }) => ids.length > 0);
  const { id: applicationId, appId: clientId } = await createApplication(graph, {
    displayName: `XCALLY mail ${email}`,
    web: { redirectUris: [redirectUri] },
    requiredResourceAccess: used.map(({ appId, ids }) => ({
      resourceAppId: appId,
      resourceAccess: ids.map((id) => ({ id, type: "Scope" })),
    })),
  });
  const principalId = await createServicePrincipal(graph, clientId);
  const secret = await addPassword(graph, applicationId, endDateTime === undefined ? {} : { endDateTime });
  for (const { appId, scope } of used.filter(({ api }) => consentOn.includes(api))) {
    const resourceId = await findServicePrincipal(graph, appId);
    const consent = { clientId: principalId, resourceId, consentType: "AllPrincipals", scope };
    await graph.post("/oauth2PermissionGrants", consent);
  }
  const { cloudProviders, mailAccounts } = xcally.state;
  const { id: cloudProviderId } = cloudProviders.create({
    name: `${email} [${marker}]`,
    service: "Microsoft Azure",
    type: "Outlook365",
    clientId,
    clientSecret: secret.secretText,
    tenantId: entra.tenantId,
    redirectUri: null,
  });
  const account = mailAccounts.list().find((each) => each.email === email);
  if (!account) throw new Error(`XCALLY has no mail account ${email}.`);
  mailAccounts.update(account.id, { cloudProviderId });
  return {
    email,
    cloudProviderId,
    accountId: account.id,
    applicationId,
    clientId,
    keyId: secret.keyId,
    secretEnds: secret.endDateTime,
    principalId,
    graph,
    signIn: (name = person) =>
      signInByForms({ entra, xcally }, cloudProviderId, { loginfmt: name, passwd: defaultPassword }),
  };
}
