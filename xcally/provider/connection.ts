import { z } from "zod";

/** The provider argument `connection`, as `config/connection.ts` checks it: what differs from the client's defaults. */
const connectionSchema = z.object({
  deadlineSeconds: z.number().exactOptional(),
  maxInFlight: z.number().exactOptional(),
  maxPerSecond: z.number().exactOptional(),
  failFast: z.boolean().exactOptional(),
  verifyCertificates: z.boolean().exactOptional(),
  allowHttp: z.boolean().exactOptional(),
});
export type Connection = z.infer<typeof connectionSchema>;

/** Reads the argument, which is JSON; nothing is set where there is none. */
export function readConnection(json: string | undefined): Connection {
  return connectionSchema.parse(JSON.parse(json ?? "{}"));
}

/** What a person must be told on every run about how this server is reached, one sentence each. */
export function connectionWarnings(
  url: string,
  { verifyCertificates, allowHttp }: Connection,
): readonly string[] {
  const warnings: string[] = [];
  if (verifyCertificates === false) {
    warnings.push(
      `The certificate of ${url} is not checked, because xcallyConnection.verifyCertificates is false: whoever is on the way ` +
        `there can read and change everything. Set xcallyCaFile instead.`,
    );
  }
  if (allowHttp === true && url.startsWith("http:")) {
    warnings.push(
      `What is sent to ${url} is not encrypted, which xcallyConnection.allowHttp allows: whoever is on the way there can read ` +
        `the credentials and the client secrets. Let the server speak https instead.`,
    );
  }
  return warnings;
}
