import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCertificateAuthority } from "../shared/certificateAuthority.ts";
import { createFaults } from "../shared/faults.ts";
import type { Faults } from "../shared/faults.ts";
import { listen } from "../shared/listen.ts";
import { createRequestLog } from "../shared/requestLog.ts";
import type { RecordedRequest } from "../shared/requestLog.ts";
import { createApp } from "./app.ts";
import { graphErrorBody } from "./graph/graphError.ts";
import { createAccessTokens } from "./identity/accessTokens.ts";
import { defaultTenantId, defaultUsers, leastPrivilege } from "./options.ts";
import type { EntraOptions } from "./options.ts";
import { Directory } from "./state/directory.ts";
import { createSeed, plant } from "./state/seed.ts";
import type { Deployer } from "./state/seed.ts";
import { viewState } from "./state/view.ts";
import type { EntraState } from "./state/view.ts";

export type { EntraOptions, UserSeed } from "./options.ts";
export { defaultTenantId } from "./options.ts";
export type { Deployer } from "./state/seed.ts";
export type { EntraState } from "./state/view.ts";

/** A running stand-in of Entra ID and Microsoft Graph. */
export interface EntraSimulator {
  /** Origin of sign-in and Graph: `http://localhost:PORT`. Graph is below `/graph`. */
  readonly url: string;
  /** Host and port of the https listener with the cloud's metadata, for `ARM_METADATA_HOSTNAME`. */
  readonly metadataHost: string;
  /** File with the certificate (PEM) that clients of the https listener must trust. Removed by {@link close}. */
  readonly caFile: string;
  readonly tenantId: string;
  /** The identity that a deployment runs as. */
  readonly deployer: Deployer;
  /** Environment variables with which the azuread provider uses this stand-in as the deployer. */
  readonly environment: Readonly<Record<string, string>>;
  /** What exists now. */
  readonly state: EntraState;
  /** Every secret handed out since the start or the last reset, the deployer's first. */
  readonly issuedSecrets: readonly string[];
  readonly requests: readonly RecordedRequest[];
  /** Requests that the stand-in does not serve; a test that leaves any should fail. */
  readonly unexpectedRequests: readonly RecordedRequest[];
  readonly faults: Faults;
  /** Goes back to how it was at the start: same ids, same deployer's secret, no faults, no requests recorded. */
  reset(): void;
  close(): Promise<void>;
}

/**
 * Starts a stand-in of Entra ID and Microsoft Graph on loopback. It keeps everything in memory.
 *
 * It serves what the azuread provider and this project ask for, as strictly as the real service: the token endpoint for
 * client credentials with a secret, applications with owners and secrets, service principals, delegated permission
 * grants, users, the recycle bin. All else, such as certificates, groups or `$expand`, is answered with 501 and kept in
 * {@link EntraSimulator.unexpectedRequests}.
 *
 * @throws Error with the code `EADDRINUSE` when a port that the options name is taken.
 */
export async function startEntraSimulator(options: EntraOptions = {}): Promise<EntraSimulator> {
  const now = options.now ?? (() => new Date());
  const tenantId = options.tenantId ?? defaultTenantId;
  const domain = options.tenantName ?? "contoso.onmicrosoft.com";
  const directory = new Directory({ id: tenantId, domain, displayName: displayNameOf(domain) }, now);
  const seed = createSeed(
    options.users ?? defaultUsers,
    options.deployerRoles ?? leastPrivilege,
    options.exchangeListsMailScopes ?? true,
  );
  plant(directory, seed);

  const issuedSecrets = [seed.deployer.clientSecret];
  const log = createRequestLog();
  const injection = createFaults((status) =>
    graphErrorBody(
      status === 429 ? "TooManyRequests" : "ServiceUnavailable",
      "Please retry again later.",
      now(),
    ),
  );
  const addresses = { url: "", metadataHost: "" };
  const app = createApp({
    graph: {
      directory,
      tokens: await createAccessTokens(tenantId, now),
      graphUrl: () => `${addresses.url}/graph`,
      pageSize: options.pageSize ?? 100,
      replicationDelayMs: options.replicationDelayMs ?? 0,
      secretDelayMs: options.secretDelayMs ?? 0,
      noteSecret: (secret) => issuedSecrets.push(secret),
    },
    addresses: () => addresses,
    log,
    faults: injection,
  });

  const authority = await createCertificateAuthority();
  const plain = await listen(app, { port: options.httpPort ?? 0 });
  const secure = await listen(app, { port: options.port ?? 0, tls: await authority.issue() }).catch(
    async (error: unknown) => {
      await plain.close();
      throw error;
    },
  );
  const folder = await mkdtemp(join(tmpdir(), "entra-stand-in-"));
  const caFile = join(folder, "ca.pem");
  await writeFile(caFile, authority.certificatePem);
  addresses.url = `http://localhost:${plain.port}`;
  addresses.metadataHost = `localhost:${secure.port}`;

  return {
    ...addresses,
    caFile,
    tenantId,
    deployer: seed.deployer,
    environment: {
      ARM_METADATA_HOSTNAME: addresses.metadataHost,
      ARM_TENANT_ID: tenantId,
      ARM_CLIENT_ID: seed.deployer.clientId,
      ARM_CLIENT_SECRET: seed.deployer.clientSecret,
      // Else the provider would also look for a signed-in Azure CLI.
      ARM_USE_CLI: "false",
      SSL_CERT_FILE: caFile,
    },
    state: viewState(directory),
    issuedSecrets,
    requests: log.requests,
    unexpectedRequests: log.unexpectedRequests,
    faults: injection.faults,
    reset() {
      plant(directory, seed);
      issuedSecrets.splice(1);
      log.clear();
      injection.faults.clear();
    },
    async close() {
      await Promise.all([plain.close(), secure.close(), rm(folder, { recursive: true, force: true })]);
    },
  };
}

function displayNameOf(domain: string): string {
  const name = domain.replace(/\..*/, "");
  return name.charAt(0).toUpperCase() + name.slice(1);
}
