import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Hono } from "hono";
import { createCertificateAuthority } from "../shared/certificateAuthority.ts";
import { createFaults } from "../shared/faults.ts";
import type { NodeEnvironment } from "../shared/listen.ts";
import { createRequestLog } from "../shared/requestLog.ts";
import { listenRestartably } from "../shared/restartable.ts";
import { createApp } from "./app.ts";
import { createMailClient } from "./mail/client.ts";
import { createRequestLimits } from "./requestLimits.ts";
import { defaultAccounts } from "./seeds.ts";
import { createState } from "./state.ts";
import type { State } from "./state.ts";
import type { XcallyOptions, XcallySimulator } from "./simulator.ts";
import { defaultRoutes, defaultSwitches } from "./switches.ts";
import type { Switches } from "./switches.ts";
import { createUsers } from "./users.ts";

export type { CloudProvider, MailAccount } from "./entities.ts";
export type { MailClient } from "./mail/client.ts";
export type { FetchedMail, OutgoingMail } from "./mail/message.ts";
export type { Office365 } from "./office365.ts";
export { Refusal } from "./refusal.ts";
export type { MailProtocol } from "./signIn/scopes.ts";
export type { XcallyOptions, XcallySimulator } from "./simulator.ts";
export type { SeedAccount, SeedCloudProvider, State } from "./state.ts";
export type { Switches } from "./switches.ts";
export type { User } from "./users.ts";

/**
 * Starts the stand-in on loopback.
 *
 * @throws Error with the code `EADDRINUSE`: the asked port is taken. ApiError: the seeds contradict each other.
 */
export async function startXcallySimulator(options: XcallyOptions = {}): Promise<XcallySimulator> {
  const now = options.now ?? (() => new Date());
  const startSwitches = { ...defaultSwitches, ...options.switches };
  const switches: Switches = { ...startSwitches };
  const users = await createUsers(options.signingKey ?? randomBytes(32).toString("hex"), now);
  const startState = (): State =>
    createState({
      accounts: options.accounts ?? defaultAccounts,
      cloudProviders: options.cloudProviders ?? [],
      now,
      uniqueNames: () => switches.uniqueNames,
    });
  let state = startState();
  const office365 = options.office365 ?? (() => undefined);
  const address = { url: "" };
  const receivedSecrets: string[] = [];
  const log = createRequestLog(["apikey", "code", "state"]);
  const { faults, middleware: injectFaults } = createFaults();
  const limits = createRequestLimits(switches);

  const app = new Hono<NodeEnvironment>();
  app.use((context, next) => log.middleware(context, next));
  app.use(limits.middleware, injectFaults, async (_, next) => {
    if (switches.latencyMs > 0) await wait(switches.latencyMs, undefined, { ref: false });
    await next();
  });
  // The routes are made anew for each request because the switches name the paths and the fields.
  app.all("*", (context) => {
    const server = {
      state,
      switches,
      users,
      url: () => address.url,
      office365,
      noteSecrets: (secrets: readonly string[]) => receivedSecrets.push(...secrets),
    };
    return createApp(server, (request) => {
      log.markUnexpected(request);
    }).fetch(context.req.raw, context.env);
  });

  const authority = options.tls ? await createCertificateAuthority() : undefined;
  const certificate = await authority?.issue();
  const listener = await listenRestartably(app, {
    port: options.port ?? 0,
    ...(certificate && { tls: certificate }),
  });
  const folder = authority && (await mkdtemp(join(tmpdir(), "xcally-simulator-")));
  const caFile = folder && join(folder, "ca.pem");
  if (caFile) await writeFile(caFile, authority.certificatePem);

  address.url = `${authority ? "https" : "http"}://127.0.0.1:${listener.port}`;

  return {
    url: address.url,
    caFile,
    get apiKey() {
      return users.admin.apiKey;
    },
    user: users.admin.name,
    password: users.admin.password,
    plainUser: users.plainUser,
    mail: createMailClient({ state: () => state, switches, office365 }),
    authenticateUrl: (id) => {
      const paths = { ...defaultRoutes, ...switches.routes };
      return `${address.url}/api${paths.cloudProviders}/${id}${paths.authenticate}`;
    },
    switches,
    get state() {
      return state;
    },
    receivedSecrets,
    requests: log.requests,
    unexpectedRequests: log.unexpectedRequests,
    seenLoad: limits.seen,
    faults,
    stop: () => listener.stop(),
    start: () => listener.start(),
    onRequest: log.onRequest,
    replaceApiKey: () => users.replaceApiKey(),
    reset() {
      Object.assign(switches, startSwitches);
      state = startState();
      users.reset();
      receivedSecrets.length = 0;
      log.clear();
      limits.clear();
      faults.clear();
    },
    async close() {
      await listener.close();
      if (folder) await rm(folder, { recursive: true, force: true });
    },
  };
}
