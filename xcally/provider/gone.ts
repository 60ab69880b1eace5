import { isNotFound } from "../client/index.ts";

/** Waits for `work`; undefined when the server says that the record does not exist. */
export async function orUndefined<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
