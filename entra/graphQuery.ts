import { GraphError } from "./graphError.ts";

/** Undefined for what Graph itself says is missing; a 404 of anything else is an error. */
export async function unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GraphError && error.code === "Request_ResourceNotFound") return undefined;
    throw error;
  }
}

/** Undefined where the deployer may not look (403). */
export async function unlessForbidden<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GraphError && error.status === 403) return undefined;
    throw error;
  }
}

/** A text as OData writes it. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A query, blanks as `%20`, which every reader of a URL takes for blanks. */
export function encode(query: Readonly<Record<string, string>>): string {
  return Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
}
