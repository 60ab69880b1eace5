import type { z } from "zod";

/** A server's API with its credentials. */
export interface Api {
  /** Address that paths are added to, without a slash at its end. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Sends a request and reads its answer.
 *
 * @throws Error in one sentence, with the server's status and reason but no credentials.
 */
export async function send<S extends z.ZodType>(
  api: Api,
  method: "GET" | "POST" | "PATCH" | "PUT",
  path: string,
  schema: S,
  body?: unknown,
): Promise<z.output<S>> {
  const response = await fetch(`${api.url}${path}`, {
    method,
    headers: { accept: "application/json", "content-type": "application/json", ...api.headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  const where = `${method} ${path.replace(/\?.*/, "")}`;
  if (!response.ok) throw new Error(`${where} was answered with ${response.status}: ${text.slice(0, 200)}`);
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`${where} was answered with something else than expected.`, { cause: error });
  }
}

/**
 * Goes through a list page by page until something is found.
 *
 * @param page what the page with this number holds; the first is 1. A page with fewer than `size` entries is the last.
 */
export async function findOnPages<Entry>(
  size: number,
  page: (number: number) => Promise<readonly Entry[]>,
  isIt: (entry: Entry) => boolean,
): Promise<Entry | undefined> {
  for (let number = 1; ; number += 1) {
    const entries = await page(number);
    const found = entries.find(isIt);
    if (found !== undefined || entries.length < size) return found;
  }
}
