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
  /** Mail permissions for which an administrator consents. Defaults to those for IMAP and SMTP. */
  readonly permissions?: readonly string[];
  /** The APIs on which the administrator does so. Defaults to both. */
  readonly consentOn?: readonly ("exchange" | "graph")[];
}

/** A mailbox as the stack connects it, but for what the options say, and the handles to break it. */
export interface ConnectedMailbox {
  readonly email: string;
  readonly cloudProviderId: number;
  readonly applicationId: string;
  readonly principalId: string;
  readonly graph: GraphClient;
  /** Signs the person in, by forms; another name is that of another person. */
  signIn(name?: string): Promise<SignInEnding>;
}

/** Makes by hand what the stack makes for a mailbox: application, service principal, secret, consents, Cloud Provider, association. */
export async function connectMailbox(
  { entra, xcally }: Simulators,
  email: string,
  options: ConnectOptions = {},
): Promise<ConnectedMailbox> {
  const {
    person = email,
    redirectUri = xcally.url + xcally.switches.callbackPath,
    permissions = ["IMAP.AccessAsUser.All", "SMTP.Send"],
    consentOn = ["exchange", "graph"],
  } = options;
  const graph = await signIn(entra);
  const { id: applicationId, appId } = await createApplication(graph, {
    displayName: `XCALLY mail ${email}`,
    web: { redirectUris: [redirectUri] },
  });
  const principalId = await createServicePrincipal(graph, appId);
  const { secretText } = await addPassword(graph, applicationId);
  for (const api of consentOn) {
    await graph.post("/oauth2PermissionGrants", {
      clientId: principalId,
      resourceId: await findServicePrincipal(
        graph,
        api === "exchange" ? exchangeOnlineAppId : microsoftGraphAppId,
      ),
      consentType: "AllPrincipals",
      scope: [...permissions, ...(api === "graph" ? ["offline_access", "openid", "email"] : [])].join(" "),
    });
  }
  const { cloudProviders, mailAccounts } = xcally.state;
  const { id: cloudProviderId } = cloudProviders.create({
    name: email,
    service: "Microsoft Azure",
    type: "Outlook365",
    clientId: appId,
    clientSecret: secretText,
    tenantId: entra.tenantId,
    redirectUri: null,
  });
  const account = mailAccounts.list().find((each) => each.email === email);
  if (!account) throw new Error(`XCALLY has no mail account ${email}.`);
  mailAccounts.update(account.id, { cloudProviderId });
  return {
    email,
    cloudProviderId,
    applicationId,
    principalId,
    graph,
    signIn: (name = person) =>
      signInByForms({ entra, xcally }, cloudProviderId, { loginfmt: name, passwd: defaultPassword }),
  };
}
