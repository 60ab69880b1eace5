import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import {
  createXcallyClient,
  XcallyError,
  type XcallyClientOptions,
  type XcallyOperation,
} from "../../../xcally/client/index.ts";
import { rejection } from "../../support/rejection.ts";
import { quick } from "../quick.ts";

/** A server of the test's own. */
export interface TestServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves on loopback; closing ends all connections. */
export async function serve(listener: RequestListener, port = 0): Promise<TestServer> {
  const server = createServer(listener).listen(port, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** An operation on a server that does not look at credentials; it waits for next to nothing. */
export function operationOn(url: string, options: Partial<XcallyClientOptions> = {}): XcallyOperation {
  const credentials = { kind: "apiKey", apiKey: "sentinel-of-the-api-key" } as const;
  return createXcallyClient({ ...quick, url, credentials, ...options }).begin();
}

/** The XcallyError that work ends with. */
export async function failureOf(work: Promise<unknown>): Promise<XcallyError> {
  const error = await rejection(work);
  if (error instanceof XcallyError) return error;
  throw error;
}

/** Fields of a Cloud Provider. */
export const fields = {
  name: "Support",
  marker: "0123456789abcdef",
  clientId: "11111111-1111-4111-8111-111111111111",
  clientSecret: "sentinel-of-the-client-secret",
  tenantId: "22222222-2222-4222-8222-222222222222",
  redirectUri: "https://motion.contoso.com/callback",
} as const;
