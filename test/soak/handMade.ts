import type { Simulators } from "../../simulator/start.ts";
import {
  addPassword,
  createApplication,
  createServicePrincipal,
  findServicePrincipal,
  signIn,
} from "../simulator/entra/graphClient.ts";
import { allMailboxes } from "./changes.ts";

/** Names of what people have made; everything else of the tenant and the server is the stack's or was there from the start. */
const byHand = "By hand";
const graphAppId = "00000003-0000-0000-c000-000000000000";

/** What a soak run finds: objects made by people, which nobody may touch. */
export interface HandMade {
  /** Id of the Cloud Provider made by hand. */
  readonly cloudProviderId: number;
  /** Object id of the application made by hand. */
  readonly applicationId: string;
  /** Object id of its service principal. */
  readonly servicePrincipalId: string;
  /** Addresses of mailboxes whose account was linked to that Cloud Provider before the stack came. */
  readonly linkedBefore: readonly string[];
}

/**
 * Makes a mail account for each mailbox, and by hand: an application with a secret, a service principal and a consent; a Cloud Provider
 * with it; an account that signs in with that, besides the accounts of three mailboxes.
 */
export async function makeByHand({ entra, xcally }: Simulators): Promise<HandMade> {
  const graph = await signIn(entra);
  const application = await createApplication(graph, { displayName: `XCALLY mail ${byHand}` });
  const servicePrincipalId = await createServicePrincipal(graph, application.appId);
  const { secretText } = await addPassword(graph, application.id, { displayName: byHand });
  const granted = await graph.post("/oauth2PermissionGrants", {
    clientId: servicePrincipalId,
    consentType: "AllPrincipals",
    resourceId: await findServicePrincipal(graph, graphAppId),
    scope: "IMAP.AccessAsUser.All",
  });
  if (granted.status !== 201) throw new Error(`The consent by hand failed with status ${granted.status}.`);

  const { cloudProviders, mailAccounts } = xcally.state;
  const { id: cloudProviderId } = cloudProviders.create({
    name: byHand,
    service: "Microsoft Azure",
    type: "Outlook365",
    clientId: application.appId,
    clientSecret: secretText,
    tenantId: entra.tenantId,
    redirectUri: null,
  });
  const [account] = mailAccounts.list();
  if (account === undefined) throw new Error("The stand-in has no mail account to copy.");
  const linkedBefore = allMailboxes.slice(0, 3).map(({ address }) => address);
  for (const email of [...allMailboxes.map(({ address }) => address), "by-hand@contoso.com"]) {
    const isLinked = linkedBefore.includes(email) || email.startsWith("by-hand");
    mailAccounts.create({
      ...account,
      name: email,
      email,
      cloudProviderId: isLinked ? cloudProviderId : null,
    });
  }
  return { cloudProviderId, applicationId: application.id, servicePrincipalId, linkedBefore };
}

/**
 * Everything that is nobody's business but people's, as it is now, by what it is: for a deep comparison. Of mail accounts that is all but
 * the link and when they were changed; of those that no mailbox has, everything.
 */
export function lookAtForeign(
  { entra, xcally }: Simulators,
  { cloudProviderId, applicationId, servicePrincipalId }: HandMade,
): ReadonlyMap<string, unknown> {
  const { applications, servicePrincipals, grants } = entra.state;
  const ours = new Set(allMailboxes.map(({ address }) => address));
  const looks: [string, unknown][] = [
    [`Cloud Provider ${cloudProviderId}`, xcally.state.cloudProviders.get(cloudProviderId)],
  ];
  for (const { id, seeded, settings, owners, passwords } of applications) {
    if (!seeded && id !== applicationId) continue;
    looks.push([`application ${id}`, { settings, owners, keyIds: passwords.map(({ keyId }) => keyId) }]);
  }
  for (const { id, seeded, settings, owners } of servicePrincipals) {
    if (seeded || id === servicePrincipalId) looks.push([`service principal ${id}`, { settings, owners }]);
  }
  for (const grant of grants) {
    if (grant.clientId === servicePrincipalId) looks.push([`consent ${grant.id}`, grant]);
  }
  for (const account of xcally.state.mailAccounts.list()) {
    const isOurs = ours.has(account.email);
    looks.push([
      `mail account ${account.id}`,
      isOurs ? { ...account, cloudProviderId: "ours", updatedAt: "ours" } : account,
    ]);
  }
  // A copy: the stand-in goes on changing its own objects.
  return new Map(structuredClone(looks));
}
