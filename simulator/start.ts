import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { startEntraSimulator } from "./entra/index.ts";
import type { EntraSimulator } from "./entra/index.ts";
import { noProxy } from "./noProxy.ts";
import { openOrCleanUp } from "./shared/cleanup.ts";
import { startXcallySimulator } from "./xcally/index.ts";
import type { XcallySimulator } from "./xcally/index.ts";
import { createTokenRefresh, type TokenRefresh } from "./xcally/tokenRefresh.ts";

/** Loopback ports; 0 takes a free one. */
export interface Ports {
  /** https: the cloud's metadata, which the azuread provider asks first. */
  readonly entraMetadata: number;
  /** http: sign-in and Microsoft Graph. */
  readonly entra: number;
  /** http: XCALLY's REST API. */
  readonly xcally: number;
}

/** The ports of `npm run simulator`, so that a stack's configuration can name them. */
export const fixedPorts: Ports = { entraMetadata: 9443, entra: 9081, xcally: 9080 };

/** Both stand-ins with what a shell needs to use them. */
export interface Simulators {
  readonly entra: EntraSimulator;
  readonly xcally: XcallySimulator;
  /** XCALLY as a client of Entra ID: it uses the secrets that it holds when it is told to, and every refusal is recorded. */
  readonly tokenRefresh: TokenRefresh;
  /** Environment variables for the Pulumi CLI. The secrets among them are the stand-ins' own. */
  readonly environment: Readonly<Record<string, string>>;
  /** Stops both and deletes the stacks' state, which speaks of nothing that still exists. */
  close(): Promise<void>;
}

/** Signs XCALLY's API keys here and nowhere else: the API key stays the same from start to start. */
const signingKey = "signing key of the XCALLY stand-in that npm run simulator starts";

/** How both stand-ins start. */
export interface SimulatorOptions {
  /** The clock of both, read anew each time, so that a test can turn it. Defaults to the real one. */
  readonly now?: () => Date;
  /** Application permissions on Microsoft Graph that the deployer has. Defaults to the least that the stack needs. */
  readonly deployerRoles?: readonly string[];
}

/**
 * Starts Entra ID and XCALLY with the same seeds and the same API key every time.
 *
 * @throws Error One clear sentence where a port is taken; nothing stays open then.
 */
export function startSimulators(
  ports: Ports,
  { now, deployerRoles }: SimulatorOptions = {},
): Promise<Simulators> {
  const clock = now ? { now } : {};
  return openOrCleanUp(async (cleanup) => {
    const xcally = await onFreePort(() => startXcallySimulator({ port: ports.xcally, signingKey, ...clock }));
    cleanup.add(() => xcally.close());
    const entra = await onFreePort(() =>
      startEntraSimulator({
        port: ports.entraMetadata,
        httpPort: ports.entra,
        users: ["support", "sales", "info", "agent"].map((name) => ({
          userPrincipalName: `${name}@contoso.com`,
        })),
        ...(deployerRoles ? { deployerRoles } : {}),
        ...clock,
      }),
    );
    cleanup.add(() => entra.close());
    const folder = await mkdtemp(join(tmpdir(), "xcally-simulator-"));
    cleanup.add(() => rm(folder, { recursive: true, force: true }));
    const stateFolder = join(folder, "state");
    await mkdir(stateFolder);
    return {
      entra,
      xcally,
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
