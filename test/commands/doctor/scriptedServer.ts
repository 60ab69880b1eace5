import { createServer, type AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { createServer as createTlsServer } from "node:tls";
import { createCertificateAuthority } from "../../../simulator/shared/certificateAuthority.ts";

/** A server that says what a test wants. */
export interface ScriptedServer {
  readonly host: string;
  readonly port: number;
  /** The authority to trust, in PEM. */
  readonly certificatePem: string;
  close(): Promise<void>;
}

/** What is said to a line, by what the line begins with after its tag; a line that no beginning fits is left without an answer. */
export type Script = Readonly<Record<string, string>>;

/**
 * Starts a server of lines on loopback. `{tag}` in an answer stands for the first word of the line.
 *
 * @param greeting what it says first.
 * @param secure whether it speaks TLS from the first byte.
 * @param hostnames that the certificate is made out to. Defaults to those of loopback.
 */
export async function startScriptedServer(
  greeting: string,
  script: Script,
  { secure = true, hostnames }: { readonly secure?: boolean; readonly hostnames?: readonly string[] } = {},
): Promise<ScriptedServer> {
  const authority = await createCertificateAuthority();
  const server = secure ? createTlsServer(await authority.issue(hostnames)) : createServer();
  server.on(secure ? "secureConnection" : "connection", (socket: NodeJS.ReadWriteStream) => {
    socket.on("error", () => undefined);
    socket.write(`${greeting}\r\n`);
    createInterface({ input: socket }).on("line", (line) => {
      const [tag = ""] = line.split(" ");
      const answer = Object.entries(script).find(
        ([beginning]) => line.startsWith(beginning) || line.startsWith(`${tag} ${beginning}`),
      )?.[1];
      if (answer !== undefined) socket.write(`${answer.replaceAll("{tag}", tag)}\r\n`);
    });
  });
  // A client that does not trust it goes away.
  server.on("tlsClientError", () => undefined);
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return {
    host: "localhost",
    port: (server.address() as AddressInfo).port,
    certificatePem: authority.certificatePem,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}
