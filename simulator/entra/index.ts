import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCertificateAuthority } from "../shared/certificateAuthority.ts";
import { openOrCleanUp } from "../shared/cleanup.ts";
import { createFaults } from "../shared/faults.ts";
import { listen } from "../shared/listen.ts";
import { createRequestLog } from "../shared/requestLog.ts";
import { createThrottle } from "../shared/throttle.ts";
import { createApp } from "./app.ts";
import { environmentOf } from "./environment.ts";
import { graphErrorBody } from "./graph/graphError.ts";
import { createAccessTokens } from "./identity/accessTokens.ts";
import type { TokenRequestRecord } from "./identity/tokenRequests.ts";
import { defaultTenantId, defaultUsers, leastPrivilege } from "./options.ts";
import type { EntraOptions } from "./options.ts";
import type { EntraSimulator } from "./simulator.ts";
import { Directory } from "./state/directory.ts";
import { createSeed, plant } from "./state/seed.ts";
import { viewState } from "./state/view.ts";
import { startSwitches } from "./switches.ts";

export type { TokenRequestRecord } from "./identity/tokenRequests.ts";
export type { EntraOptions, UserSeed } from "./options.ts";
export { defaultTenantId } from "./options.ts";
export type { EntraSimulator } from "./simulator.ts";
export type { Deployer, FederatedCredentialSeed } from "./state/seed.ts";
export type { EntraState } from "./state/view.ts";
export type { EntraSwitches } from "./switches.ts";

/**
 * Starts a stand-in of Entra ID and Microsoft Graph on loopback. It keeps everything in memory.
 *
 * It serves what the azuread provider and this project ask for, as strictly as the real service: the token endpoint for
 * client credentials with a secret or a federated token, applications with owners and secrets, service principals, delegated permission
 * grants, users, the default app management policy, the recycle bin. All else, such as certificates, groups or
 * `$expand`, is answered with 501 and kept in {@link EntraSimulator.unexpectedRequests}.
 *
 * @throws Error with the code `EADDRINUSE` when a port that the options name is taken; nothing stays open then.
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
    options.federatedCredentials ?? [],
  );
  plant(directory, seed);

  const switches = startSwitches(options);
  const issuedSecrets = [seed.deployer.clientSecret];
  const tokenRequests: TokenRequestRecord[] = [];
  const log = createRequestLog();
  const tokenThrottle = createThrottle(() => switches.tokenLimit);
  const graphThrottle = createThrottle(() => switches.graphLimit);
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
      switches,
      throttle: graphThrottle,
      noteSecret: (secret) => issuedSecrets.push(secret),
    },
    token: { throttle: tokenThrottle, record: (request) => tokenRequests.push(request) },
    addresses: () => addresses,
    log,
    faults: injection,
  });

  return openOrCleanUp(async (cleanup) => {
    const authority = await createCertificateAuthority();
    const certificate = await authority.issue();
    const plain = await listen(app, { port: options.httpPort ?? 0 });
    cleanup.add(plain.close);
    const secure = await listen(app, { port: options.port ?? 0, tls: certificate });
    cleanup.add(secure.close);
    const folder = await mkdtemp(join(tmpdir(), "entra-stand-in-"));
    cleanup.add(() => rm(folder, { recursive: true, force: true }));
    const caFile = join(folder, "ca.pem");
    await writeFile(caFile, authority.certificatePem);
    const url = `http://localhost:${plain.port}`;
    const metadataHost = `localhost:${secure.port}`;
    const { deployer } = seed;
    Object.assign(addresses, { url, metadataHost });

    return {
      url,
      metadataHost,
      caFile,
      tenantId,
      deployer,
      environment: environmentOf({ metadataHost, tenantId, deployer, caFile }),
      state: viewState(directory),
      switches,
      issuedSecrets,
      requests: log.requests,
      tokenRequests,
      unexpectedRequests: log.unexpectedRequests,
      faults: injection.faults,
      onRequest: log.onRequest,
      reset() {
        Object.assign(switches, startSwitches(options));
        plant(directory, seed);
        issuedSecrets.splice(1);
        tokenRequests.length = 0;
        tokenThrottle.clear();
        graphThrottle.clear();
        log.clear();
        injection.faults.clear();
      },
      close: () => cleanup.run(),
    };
  });
}

function displayNameOf(domain: string): string {
  const name = domain.replace(/\..*/, "");
  return name.charAt(0).toUpperCase() + name.slice(1);
}
