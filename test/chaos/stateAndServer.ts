import { z } from "zod";
import type { TestStack } from "../stack/testStack.ts";

const deployment = z.object({
  resources: z.array(
    z.object({ type: z.string(), id: z.string().default(""), outputs: z.unknown().optional() }),
  ),
});
const cloudProviderState = z.object({
  name: z.string(),
  marker: z.string(),
  clientId: z.string(),
  tenantId: z.string(),
  secretKeyId: z.string(),
});
const linkState = z.object({ accountId: z.string(), cloudProviderId: z.string() });

/** Cloud Providers and links of this stack, in order. */
export interface XcallySide {
  readonly records: readonly unknown[];
  readonly links: readonly string[];
}

/**
 * What Pulumi's state says of XCALLY, and what XCALLY has of this stack: to be equal.
 *
 * @param isForeign names of Cloud Providers that are none of the stack's.
 */
export async function stateAndServer(
  stack: TestStack,
  isForeign: (name: string) => boolean,
): Promise<{ readonly state: XcallySide; readonly server: XcallySide }> {
  const { xcally, entra } = stack;
  const { resources } = deployment.parse((await stack.stack.exportStack()).deployment);
  const ofType = (type: string) => resources.filter((resource) => resource.type.endsWith(type));
  const records = ofType("xcally:CloudProvider").map(({ id, outputs }) => {
    const { name, marker, ...record } = cloudProviderState.parse(outputs);
    return { id, name: `${name} [${marker}]`, ...record };
  });
  const links = ofType("xcally:MailAccountAssociation").map(({ outputs }) => {
    const { accountId, cloudProviderId } = linkState.parse(outputs);
    return `${accountId} uses ${cloudProviderId}`;
  });

  const ours = xcally.state.cloudProviders.list().filter(({ name }) => !isForeign(name));
  const held = ours.map(({ id, name, clientId, clientSecret, tenantId }) => ({
    id: String(id),
    name,
    clientId,
    tenantId,
    // Of a secret Entra ID shows its first characters.
    secretKeyId: entra.state.applications
      .find(({ appId }) => appId === clientId)
      ?.passwords.find(({ hint }) => clientSecret?.startsWith(hint))?.keyId,
  }));
  const used = xcally.state.mailAccounts
    .list()
    .filter(({ cloudProviderId }) => ours.some(({ id }) => id === cloudProviderId))
    .map(({ id, cloudProviderId }) => `${id} uses ${cloudProviderId}`);
  const byId = <Row extends { readonly id: string }>(rows: readonly Row[]) =>
    rows.toSorted((a, b) => Number(a.id) - Number(b.id));
  return {
    state: { records: byId(records), links: links.toSorted() },
    server: { records: byId(held), links: used.toSorted() },
  };
}
