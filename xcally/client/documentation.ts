import { request } from "undici";
import { z } from "zod";
import { createDispatcher, type DispatcherOptions } from "./dispatcher.ts";

/** A route in the server's own documentation. */
export interface DocumentedRoute {
  /** In capital letters. */
  readonly method: string;
  /** Without the server's address and without a slash at its end, such as `/api/cloudProviders/:id`. */
  readonly path: string;
  /** Names of the fields that it takes. */
  readonly fields: readonly string[];
}

/** What apiDoc (https://apidocjs.com) writes of one route. */
const endpoint = z.object({
  type: z.string(),
  url: z.string(),
  parameter: z
    .object({ fields: z.record(z.string(), z.array(z.object({ field: z.string() }))).catch({}) })
    .optional()
    .catch(undefined),
});

/** Older versions write a list, and in JavaScript newer ones an object with the list in it. */
const documentation = z.union([
  z.array(endpoint),
  z.object({ api: z.array(endpoint) }).transform(({ api }) => api),
]);

/** apiDoc's files below the server's address; that XCALLY serves them is inferred. */
const files = ["/apidoc/api_data.json", "/apidoc/api_data.js"];

/**
 * Reads the documentation that a server serves of its own API; no credentials are sent.
 *
 * @param serverUrl the server's address, without a slash at its end.
 * @returns undefined where it serves none that can be read.
 */
export async function readDocumentation(
  serverUrl: string,
  { timeoutMs, ...options }: DispatcherOptions & { readonly timeoutMs: number },
): Promise<readonly DocumentedRoute[] | undefined> {
  const dispatcher = createDispatcher(options);
  try {
    for (const file of files) {
      const signal = AbortSignal.timeout(timeoutMs);
      const { statusCode, body } = await request(serverUrl + file, { dispatcher, signal });
      const read = documentation.safeParse(parse(await body.text()));
      if (statusCode === 200 && read.success) return read.data.map(toRoute);
    }
    return undefined;
  } catch {
    // Of a server that cannot be reached others have more to say.
    return undefined;
  } finally {
    await dispatcher.close();
  }
}

/** JSON, or the call of a function with JSON in it: `define({"api": [...]});`. */
function parse(text: string): unknown {
  try {
    return JSON.parse(/^\s*define\(([^]*)\);?\s*$/.exec(text)?.[1] ?? text);
  } catch {
    return undefined;
  }
}

function toRoute({ type, url, parameter }: z.output<typeof endpoint>): DocumentedRoute {
  const path = url.replace(/^https?:\/\/[^/]+/, "").replace(/\/+$/, "");
  const fields = Object.values(parameter?.fields ?? {}).flat();
  return { method: type.toUpperCase(), path, fields: [...new Set(fields.map(({ field }) => field))] };
}
