import { isNotFound, XcallyError } from "./errors.ts";
import { takeApart } from "./listPage.ts";
import { once } from "./once.ts";
import type { Send } from "./transport.ts";

/** Waits for `work` on one record; undefined when the record does not exist. */
export type UnlessGone = <T>(send: Send, work: Promise<T>) => Promise<T | undefined>;

/**
 * Tells a record that is gone from an API that is not there: a 404 counts only if the collection itself answers with a list, which
 * is asked once and then remembered.
 *
 * @param path route of the collection.
 * @param what what is in it, such as `Cloud Providers`.
 * @param routeSetting the setting that names the route.
 */
export function unlessGone(path: string, what: string, routeSetting: string): UnlessGone {
  const requireCollection = once(async (send: Send) => {
    const query = { limit: "1", offset: "0" };
    const { status, body, contentRange } = await send({ method: "GET", path, query }).catch(missing);
    takeApart(body, contentRange, { method: "GET", path, status, what: `a list of ${what}`, routeSetting });
  });
  return async (send, work) => {
    try {
      return await work;
    } catch (error) {
      if (!isNotFound(error)) throw error;
      await requireCollection(send);
      return undefined;
    }
  };
}

function missing(error: unknown): never {
  if (!(error instanceof XcallyError) || !isNotFound(error)) throw error;
  const { method, path, status } = error;
  const reason = "not even the collection is there, so the API itself was not found at this address";
  throw new XcallyError(method, path, status, reason, { code: "API_MISSING" });
}
