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
import { createIdTokens } from "./identity/idTokens.ts";
import { introspectionPath } from "./identity/introspectionRoute.ts";
import { tenantSigningKey } from "./identity/signingKey.ts";
import { SignInStore } from "./identity/signInStore.ts";
import type { TokenRequestRecord } from "./identity/tokenRequests.ts";
import { defaultTenantId, leastPrivilege } from "./options.ts";
import type { EntraOptions } from "./options.ts";
import { defaultUsers } from "./peopleOptions.ts";
import type { Flow } from "./signIn/flow.ts";
import type { EntraSimulator } from "./simulator.ts";
import { Directory } from "./state/directory.ts";
import { findMailbox } from "./state/mailbox.ts";
import { choosePeople, displayNameOf } from "./state/people.ts";
import { createSeed, plant } from "./state/seed.ts";
import { viewState } from "./state/view.ts";
import { startSwitches } from "./switches.ts";

export type { TokenRequestRecord } from "./identity/tokenRequests.ts";
export type { IntrospectionRefusal } from "./identity/introspectionRoute.ts";
export type { EntraOptions } from "./options.ts";
export { defaultTenantId } from "./options.ts";
export type { OtherTenantSeed, SharedMailboxSeed, UserSeed } from "./peopleOptions.ts";
export { defaultPassword } from "./peopleOptions.ts";
export type { EntraSimulator } from "./simulator.ts";
export type { Account, SecondFactor } from "./state/account.ts";
export { secondFactorCode } from "./state/account.ts";
export type { Mailbox } from "./state/mailbox.ts";
export type { Deployer, FederatedCredentialSeed } from "./state/seed.ts";
export type { EntraState } from "./state/view.ts";
export type { EntraSwitches } from "./switches.ts";

/**
 * Starts a stand-in of Entra ID and Microsoft Graph on loopback. It keeps everything in memory.
 *
 * It serves what the azuread provider and this project ask for, as strictly as the real service: sign-in and consent of
 * people on pages, the token endpoint for authorization codes, refresh tokens and client credentials (with a secret or a
 * federated token), OpenID Connect's discovery, applications with owners and secrets, service principals, delegated permission
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
    choosePeople(options.users ?? defaultUsers, options.sharedMailboxes ?? [], options.otherTenants ?? []),
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
  const key = await tenantSigningKey();
  const tokens = createAccessTokens(tenantId, key, now);
  const url = (): string => addresses.url;
  const graphUrl = (): string => `${addresses.url}/graph`;
  const issueIdToken = createIdTokens(tenantId, key, url, now);
  const store = new SignInStore();
  const flows = new Map<string, Flow>();
  const identity = { directory, switches, tokens, issueIdToken, key, store, url, graphUrl };
  const app = createApp({
    graph: {
      directory,
      tokens,
      graphUrl,
      pageSize: options.pageSize ?? 100,
      switches,
      throttle: graphThrottle,
      noteSecret: (secret) => issuedSecrets.push(secret),
    },
    identity,
    signIn: { identity, flows },
    token: { throttle: tokenThrottle, record: (request) => tokenRequests.push(request) },
    addresses: () => addresses,
    log,
    faults: injection,
  });

  return openOrCleanUp(async (cleanup) => {
    const authority = options.authority ?? (await createCertificateAuthority());
    const certificate = await authority.issue();
    const plain = await listen(app, { port: options.httpPort ?? 0 });
    cleanup.add(plain.close);
    const secure = await listen(app, { port: options.port ?? 0, tls: certificate });
    cleanup.add(secure.close);
    const folder = await mkdtemp(join(tmpdir(), "entra-stand-in-"));
    cleanup.add(() => rm(folder, { recursive: true, force: true }));
    const caFile = join(folder, "ca.pem");
    await writeFile(caFile, authority.certificatePem);
    const origin = `http://localhost:${plain.port}`;
    const metadataHost = `localhost:${secure.port}`;
    const { deployer } = seed;
    Object.assign(addresses, { url: origin, metadataHost });

    return {
      url: origin,
      metadataHost,
      caFile,
      tenantId,
      deployer,
      environment: environmentOf({ metadataHost, tenantId, deployer, caFile }),
      introspectionUrl: `${origin}${introspectionPath}`,
      state: viewState(directory),
      account: (userPrincipalName) => directory.accountOf(userPrincipalName),
      mailbox: (name) => {
        const mailbox = findMailbox(directory, name);
        if (mailbox) return mailbox;
        throw new Error(
          `There is no mailbox '${name}' in this stand-in's directory. Name an address of its seeds.`,
        );
      },
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
        store.clear();
        flows.clear();
        tokenThrottle.clear();
        graphThrottle.clear();
        log.clear();
        injection.faults.clear();
      },
      close: () => cleanup.run(),
    };
  });
}
