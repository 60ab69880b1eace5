import { createAdaptorServer } from "@hono/node-server";
import type { HttpBindings } from "@hono/node-server";
import type { AddressInfo } from "node:net";
import { createServer as createHttpServer } from "node:http";
import type { Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { IssuedCertificate } from "./certificateAuthority.ts";
import { hasCode } from "./hasCode.ts";

/** The environment of a Hono app that runs on Node: `new Hono<NodeEnvironment>()`. */
export interface NodeEnvironment {
  Bindings: HttpBindings;
}

/** Where to listen. */
export interface ListenOptions {
  /** The port. 0, the default, takes a free one. */
  readonly port?: number;
  /** Serve https (TLS 1.2 or newer) with this certificate. Without it the server speaks plain http. */
  readonly tls?: IssuedCertificate;
}

/** A running server. */
export interface Listener {
  readonly port: number;
  /** Stops listening and ends every connection, also idle keep-alive ones and requests still being served. */
  readonly close: () => Promise<void>;
}

type Fetch = (request: Request, environment: HttpBindings) => Response | Promise<Response>;

/**
 * Serves a Hono app on loopback only: on 127.0.0.1 and, where the machine has it, on ::1 at the same port, because
 * `localhost` may resolve to either first.
 *
 * @param app The app, or anything with its `fetch`.
 * @throws Error with the code `EADDRINUSE` when the asked port is taken.
 */
export async function listen(app: { readonly fetch: Fetch }, options: ListenOptions = {}): Promise<Listener> {
  const attempts = options.port ? 1 : 5;
  for (let attempt = 1; ; attempt++) {
    const first = await open(app, "127.0.0.1", options.port ?? 0, options.tls);
    const port = (first.address() as AddressInfo).port;
    try {
      return handle(port, [first, await open(app, "::1", port, options.tls)]);
    } catch (error) {
      if (hasCode(error, "EADDRNOTAVAIL") || hasCode(error, "EAFNOSUPPORT")) return handle(port, [first]);
      await end(first);
      // A free IPv4 port may be in use on IPv6: take another one.
      if (!hasCode(error, "EADDRINUSE") || attempt === attempts) throw error;
    }
  }
}

function open(
  app: { readonly fetch: Fetch },
  hostname: string,
  port: number,
  tls?: IssuedCertificate,
): Promise<Server> {
  const server = createAdaptorServer({
    fetch: (request, environment) => app.fetch(request, environment as HttpBindings),
    overrideGlobalObjects: false,
    ...(tls
      ? { createServer: createHttpsServer, serverOptions: { ...tls, minVersion: "TLSv1.2" } }
      : { createServer: createHttpServer }),
  }) as Server;
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: hostname, port, exclusive: true }, () => {
      server.off("error", reject);
      resolve(server);
    });
  });
}

function handle(port: number, servers: readonly Server[]): Listener {
  return {
    port,
    async close() {
      await Promise.all(servers.map(end));
    },
  };
}

function end(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
