import { readFileSync } from "node:fs";
import type { Settings } from "../../../../config/settings.ts";
import type { Environment } from "../../../../entra/environment.ts";
import { createXcallyClient, type XcallyClient } from "../../../../xcally/client/index.ts";
import { defaultRetryPolicy } from "../../../../xcally/client/retryPolicy.ts";
import { credentialsOf } from "../../../../xcally/provider/arguments.ts";

/** The server that the stack writes to, opened for reading. */
export interface XcallyServer {
  readonly url: URL;
  readonly client: XcallyClient;
  /** Whom to believe that it is the server. */
  readonly trust: { readonly ca?: string; readonly verifyCertificates?: boolean };
}

/** Seconds that one look at XCALLY may take. */
export const deadlineSeconds = 15;

/** A hiccup passes with the second try; what does not is a finding. */
const secondTry = {
  ...defaultRetryPolicy,
  rules: defaultRetryPolicy.rules.map((rule) => ({ ...rule, tries: 2 })),
};

/**
 * Opens the server as the stack's provider does; nothing is sent yet.
 *
 * @throws Error in one sentence: a credential is missing, or the environment names a proxy that is no URL.
 */
export function openServer({ xcally, contractOverrides }: Settings, environment: Environment): XcallyServer {
  const { url, authentication, caFile, connection } = xcally;
  const { verifyCertificates } = connection;
  const trust = {
    ...(caFile === undefined ? {} : { ca: readFileSync(caFile.path, "utf8") }),
    ...(verifyCertificates === undefined ? {} : { verifyCertificates }),
  };
  const client = createXcallyClient({
    url,
    credentials: credentialsOf({ url, authentication: authentication.kind, ...authentication }, environment),
    contract: contractOverrides,
    ...trust,
    ...(connection.maxInFlight === undefined ? {} : { maxInFlight: connection.maxInFlight }),
    ...(connection.maxPerSecond === undefined ? {} : { maxPerSecond: connection.maxPerSecond }),
    deadlineSeconds,
    retryPolicy: secondTry,
  });
  return { url: new URL(url), client, trust };
}
