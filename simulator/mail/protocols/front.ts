import { connect } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { createServer } from "node:tls";
import type { IssuedCertificate } from "../../shared/certificateAuthority.ts";
import type { Listener } from "../../shared/listen.ts";
import { readLines } from "../../shared/lines.ts";
import type { Lines } from "../../shared/lines.ts";

/**
 * Speaks with a client until it has signed in, and has Dovecot check that.
 *
 * @returns whether client and Dovecot now speak with each other; else the connection ends.
 */
export type SignInDialogue = (client: Lines, dovecot: Lines) => Promise<boolean>;

/** How a front starts. */
export interface FrontOptions {
  /** The port on 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  readonly certificate: IssuedCertificate;
  /** Dovecot's socket for the protocol. */
  readonly socket: string;
  readonly dialogue: SignInDialogue;
}

/**
 * Listens with TLS (1.2 or newer) in front of one of Dovecot's sockets. Dovecot does all that needs a mail server; the dialogue before has
 * Exchange Online's words, which Dovecot has no settings for.
 *
 * @throws Error with the code `EADDRINUSE` when the asked port is taken.
 */
export async function startFront({ port, certificate, socket, dialogue }: FrontOptions): Promise<Listener> {
  const open = new Set<Socket>();
  const keep = (connection: Socket) => {
    open.add(connection);
    // A connection that is reset says so here and then closes.
    connection.on("error", () => connection.destroy()).once("close", () => open.delete(connection));
    return connection;
  };
  const server = createServer({ ...certificate, minVersion: "TLSv1.2" }, (client) => {
    const dovecot = keep(connect(socket));
    keep(client).once("close", () => dovecot.destroy());
    dovecot.once("close", () => client.end());
    void speak(client, dovecot, dialogue);
  });
  server.on("tlsClientError", (_, client) => client.destroy());
  server.on("connection", keep);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen({ host: "127.0.0.1", port, exclusive: true }, () => {
      server.off("error", reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const connection of open) connection.destroy();
      }),
  };
}

async function speak(client: Socket, dovecot: Socket, dialogue: SignInDialogue): Promise<void> {
  const lines = { client: readLines(client), dovecot: readLines(dovecot) };
  if (!(await dialogue(lines.client, lines.dovecot))) {
    client.end();
    return;
  }
  lines.client.release();
  lines.dovecot.release();
  client.pipe(dovecot).pipe(client);
}
