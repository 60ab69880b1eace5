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
  const { xcally, redirectUri, tenantId, missingForUp, ...declared } = settings;
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
  if (missingForUp.length > 0) {
    const whose = site === undefined ? "" : `Site ${site.name}: `;
    const says =
      "This machine could not run the commands of Exchange (exchange.apply). A preview does not need to; a pulumi up does, and would say:";
    void pulumi.log.info([`${whose}${says}`, ...missingForUp.map((line) => `- ${line}`)].join("\n"));
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
