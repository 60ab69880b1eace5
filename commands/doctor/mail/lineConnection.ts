import { connect as connectPlainly, type Socket } from "node:net";
import { createInterface, type Interface } from "node:readline";
import { connect as connectWithTls } from "node:tls";
import { trusting } from "../certificate.ts";
import type { Endpoint } from "../mailServers.ts";

/** A connection by which lines go to and fro. Everything rejects with an Error in words once it has ended, or its time is over. */
export interface LineConnection {
  next(): Promise<string>;
  write(line: string): void;
  /** Goes on with TLS, after both sides have agreed to. */
  startTls(): Promise<void>;
  close(): void;
}

/** How a connection is made. */
export interface ConnectionOptions {
  /** PEM certificates to trust besides Node's own. */
  readonly ca: string | undefined;
  /** Whether it begins with TLS. */
  readonly secure: boolean;
  /** Milliseconds that all of it may take. */
  readonly timeoutMs: number;
}

/** Connects; TLS is 1.2 at least, and the certificate is checked. */
export async function connectTo(
  { host, port }: Endpoint,
  { ca, secure, timeoutMs }: ConnectionOptions,
): Promise<LineConnection> {
  const tls = { host, ca: trusting(ca), minVersion: "TLSv1.2", rejectUnauthorized: true } as const;
  const servername = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
  let socket: Socket;
  let lines: Interface;
  let iterator: AsyncIterator<string, undefined>;
  let failure: Error | undefined;
  const use = async (opened: Socket, event: "connect" | "secureConnect") => {
    socket = opened;
    await new Promise<void>((resolve, reject) => {
      opened.on("error", (error) => {
        failure ??= error;
        reject(error);
      });
      opened.once("close", () => {
        reject(failure ?? new Error("the server closed the connection"));
      });
      opened.once(event, resolve);
    });
    lines = createInterface({ input: opened, crlfDelay: Infinity });
    iterator = lines[Symbol.asyncIterator]();
  };
  const timer = setTimeout(() => {
    failure ??= new Error(`no answer within ${timeoutMs / 1000} seconds`);
    socket.destroy(failure);
  }, timeoutMs);
  const close = () => {
    clearTimeout(timer);
    // What was written last still leaves.
    socket.destroySoon();
  };
  try {
    await (secure
      ? use(connectWithTls({ ...tls, ...servername, port }), "secureConnect")
      : use(connectPlainly({ host, port }), "connect"));
  } catch (error) {
    close();
    throw error;
  }
  return {
    async next() {
      const { done, value } = await iterator.next();
      if (done !== true) return value;
      throw failure ?? new Error("the server closed the connection");
    },
    write(line) {
      socket.write(`${line}\r\n`);
    },
    async startTls() {
      lines.close();
      await use(connectWithTls({ ...tls, ...servername, socket }), "secureConnect");
    },
    close,
  };
}
