import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { startEntraSimulator } from "./entra/index.ts";
import type { EntraSimulator } from "./entra/index.ts";
import { startMailServer } from "./mail/index.ts";
import type { MailServer } from "./mail/index.ts";
import { noProxy } from "./noProxy.ts";
import * as seeds from "./people.ts";
import { createCertificateAuthority } from "./shared/certificateAuthority.ts";
import { openOrCleanUp } from "./shared/cleanup.ts";
import type { Ports, SimulatorOptions } from "./startOptions.ts";
import { startXcallySimulator } from "./xcally/index.ts";
import type { Office365, XcallySimulator } from "./xcally/index.ts";
import { createTokenRefresh, type TokenRefresh } from "./xcally/tokenRefresh.ts";

export { fixedPorts } from "./startOptions.ts";
export type { Ports, SimulatorOptions } from "./startOptions.ts";

/** The stand-ins with what a shell needs to use them. */
export interface Simulators {
  readonly entra: EntraSimulator;
  readonly xcally: XcallySimulator;
  /** Exchange Online's mail servers, where they were asked for. */
  readonly mail: MailServer | undefined;
  /** XCALLY as a client of Entra ID that needs no person: it uses the secrets that it holds when it is told to, and every refusal is recorded. */
  readonly tokenRefresh: TokenRefresh;
  /** Environment variables for the Pulumi CLI. The secrets among them are the stand-ins' own. */
  readonly environment: Readonly<Record<string, string>>;
  /** Stops all and deletes the stacks' state, which speaks of nothing that still exists. */
  close(): Promise<void>;
}

/** Signs XCALLY's API keys here and nowhere else: the API key stays the same from start to start. */
const signingKey = "signing key of the XCALLY stand-in that npm run simulator starts";

/**
 * Starts Entra ID and XCALLY, and mail servers where they are asked for, with the same seeds and the same API key every time.
 *
 * @throws Error One clear sentence where a port is taken or Dovecot is missing; nothing stays open then.
 */
export function startSimulators(ports: Ports, options: SimulatorOptions = {}): Promise<Simulators> {
  const { now, deployerRoles, users = seeds.users, sharedMailboxes = seeds.sharedMailboxes } = options;
  const clock = now ? { now } : {};
  let office365: Office365 | undefined;
  return openOrCleanUp(async (cleanup) => {
    const xcally = await onFreePort(() =>
      startXcallySimulator({ port: ports.xcally, signingKey, office365: () => office365, ...clock }),
    );
    cleanup.add(() => xcally.close());
    // One for all, so that who trusts Entra ID's certificate also trusts those of the mail servers.
    const authority = await createCertificateAuthority();
    const entra = await onFreePort(() =>
      startEntraSimulator({
        port: ports.entraMetadata,
        httpPort: ports.entra,
        authority,
        users,
        sharedMailboxes,
        ...(deployerRoles ? { deployerRoles } : {}),
        ...(options.federatedCredentials ? { federatedCredentials: options.federatedCredentials } : {}),
        ...clock,
      }),
    );
    cleanup.add(() => entra.close());
    const mail = options.mail
      ? await onFreePort(() =>
          startMailServer({
            introspect: entra.introspectionUrl,
            mailboxes: seeds.mailboxesOf(users, sharedMailboxes),
            authority,
            ...(ports.mail ? { ports: ports.mail } : {}),
          }),
        )
      : undefined;
    if (mail) cleanup.add(() => mail.close());
    office365 = { loginUrl: entra.url, mail };
    const folder = await mkdtemp(join(tmpdir(), "xcally-simulator-"));
    cleanup.add(() => rm(folder, { recursive: true, force: true }));
    const stateFolder = join(folder, "state");
    await mkdir(stateFolder);
    return {
      entra,
      xcally,
      mail,
      tokenRefresh: createTokenRefresh({
        state: () => xcally.state,
        loginUrl: () => entra.url,
        resource: () => `${entra.url}/graph`,
        now: now ?? (() => new Date()),
      }),
      environment: {
        ...entra.environment,
        ...noProxy(process.env),
        XCALLY_API_KEY: xcally.apiKey,
        // As the README advises: a run that is killed leaves no file beside the state that cannot be read.
        PULUMI_BACKEND_URL: `${pathToFileURL(stateFolder).href}?metadata=skip`,
        PULUMI_CONFIG_PASSPHRASE: "simulator",
      },
      close: () => cleanup.run(),
    };
  });
}

/** What Node throws where a port is taken. */
const portTaken = z.object({ code: z.literal("EADDRINUSE"), port: z.number() });

async function onFreePort<Simulator>(start: () => Promise<Simulator>): Promise<Simulator> {
  try {
    return await start();
  } catch (error) {
    const { success, data } = portTaken.safeParse(error);
    if (!success) throw error;
    throw new Error(
      `Could not start the simulators: port ${data.port} on this machine is in use. ` +
        "Stop the program that uses it, perhaps another `npm run simulator`, and start again.",
      { cause: error },
    );
  }
}
