import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config/settings.ts";
import type { ModernAuthentication } from "./modernAuthentication.ts";
import { loadLater } from "./loadLater.ts";
import { openStack } from "./openStack.ts";
import { requireSiteName, type Site } from "./site.ts";
import { readTenant } from "./tenant.ts";
import { XcallyServer } from "./xcallyServer.ts";

/**
 * Declares an XCALLY server and modern authentication of its mailboxes, after a look at what there is in the tenant.
 *
 * @param site undefined for a program's only one.
 * @throws RunError one sentence: the tenant is another than expected or cannot be read, or what is to be adopted is not there.
 */
export async function connectSite(settings: Settings, site?: Site): Promise<ModernAuthentication> {
  if (site !== undefined) requireSiteName(site.name);
  const { xcally, redirectUri, tenantId, upNeeds, ...declared } = settings;
  const opening = openStack(site);
  const { url, previousUrl, authentication, caFile, connection } = xcally;
  const server = new XcallyServer(site?.name ?? "xcally", {
    url,
    ...(previousUrl === undefined ? {} : { previousUrl }),
    authentication: authentication.kind,
    ...authentication,
    ...(site?.variablePrefix === undefined ? {} : { variablePrefix: site.variablePrefix }),
    ...(caFile === undefined ? {} : { caFile: caFile.path }),
    contract: settings.contractOverrides,
    connection,
    proof: settings.secretProof,
    ...(site?.deployer === undefined ? {} : { cloud: site.deployer.cloud }),
  });
  if (redirectUri.assumed) {
    void pulumi.log.info(
      `The redirect URI ${redirectUri.value} is assumed: compare it with XCALLY's, then set redirectUri.`,
    );
  }
  if (upNeeds.length > 0) {
    const says =
      "The commands of Exchange (exchange.apply) cannot be run on this machine. Where pulumi up runs they must be; a preview needs nothing of this:";
    void pulumi.log.info([says, ...upNeeds.map((need) => `- ${need}`)].join("\n"));
  }
  const [tenant, { lookUpExisting }, { declareMailboxes }] = await Promise.all([
    readTenant(tenantId, site?.deployer),
    loadLater(() => import("./existing.ts")),
    loadLater(() => import("./modernAuthentication.ts")),
  ]);
  const wanted = {
    ...declared,
    redirectUri: redirectUri.value,
    today: new Date(),
    ...(site === undefined ? {} : { site: site.name }),
  };
  const existing = await lookUpExisting(wanted, tenant, opening);
  return declareMailboxes(site?.name ?? "modern-authentication", {
    ...wanted,
    signInPage: settings.contract.signInPage,
    server,
    tenant,
    existing,
  });
}
