import { connect as connectPlainly } from "node:net";
import type { Socket } from "node:net";
import { connect as connectWithTls } from "node:tls";
import { readLines } from "../../../simulator/shared/lines.ts";
import type { Lines } from "../../../simulator/shared/lines.ts";
import type { MailEndpoint, MailServer } from "../../../simulator/mail/index.ts";

/** A connection whose texts a test reads word by word. */
export interface Wire extends Lines {
  /** Sends a line and answers the next one that comes. */
  ask(line: string): Promise<string | undefined>;
  /** Reads lines up to the first one for which this holds, that one included. */
  until(last: (line: string) => boolean): Promise<string[]>;
  close(): void;
}

/** Connects with TLS, trusting the mail server's authority only. */
export async function tlsWire({ certificatePem }: MailServer, { host, port }: MailEndpoint): Promise<Wire> {
  const socket = connectWithTls({ host, port, ca: certificatePem });
  await opened(socket, "secureConnect");
  return wire(socket);
}

/** Connects without TLS. */
export async function plainWire({ host, port }: MailEndpoint): Promise<Wire> {
  const socket = connectPlainly({ host, port });
  await opened(socket, "connect");
  return wire(socket);
}

/** Goes on with TLS on a connection whose STARTTLS was answered. */
export async function secured(plain: Wire, { certificatePem }: MailServer): Promise<Wire> {
  const socket = connectWithTls({ socket: plain.release(), ca: certificatePem, servername: "localhost" });
  await opened(socket, "secureConnect");
  return wire(socket);
}

/** What a client sends by XOAUTH2. */
export function xoauth2(user: string, token: string): string {
  return Buffer.from(`user=${user}\u0001auth=Bearer ${token}\u0001\u0001`).toString("base64");
}

function opened(socket: Socket, event: "connect" | "secureConnect"): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, resolve).once("error", reject);
  });
}

function wire(socket: Socket): Wire {
  const lines = readLines(socket);
  return {
    ...lines,
    ask(line) {
      lines.write(line);
      return lines.next();
    },
    async until(last) {
      const read: string[] = [];
      for (;;) {
        const line = await lines.next();
        if (line === undefined) return read;
        read.push(line);
        if (last(line)) return read;
      }
    },
    close: () => socket.destroy(),
  };
}
