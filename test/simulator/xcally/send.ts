import { z } from "zod";
import type { XcallySimulator } from "../../../simulator/xcally/index.ts";

/** An answer of the stand-in, with its body parsed where it is JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Sends `body` as JSON; authenticates with the admin's API key unless `headers` say otherwise. */
export async function send(
  simulator: Pick<XcallySimulator, "url" | "apiKey">,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = { authorization: `Bearer ${simulator.apiKey}` },
): Promise<Answer> {
  const response = await fetch(simulator.url + path, {
    method,
    headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

const listSchema = z.object({ count: z.number(), rows: z.array(z.record(z.string(), z.unknown())) });

/** The body of a list as `{count, rows}`. */
export const list = async (simulator: XcallySimulator, path: string): Promise<z.infer<typeof listSchema>> =>
  listSchema.parse((await send(simulator, "GET", path)).body);

/** A Cloud Provider as a client writes it. */
export const provider = {
  name: "support",
  service: "Microsoft Azure",
  type: "Outlook365",
  clientId: "11111111-1111-4111-8111-111111111111",
  clientSecret: "first-secret",
  tenantId: "22222222-2222-4222-8222-222222222222",
};
