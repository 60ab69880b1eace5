import type { ServerResponse } from "node:http";
import { describe, expect, test } from "@jest/globals";
import { adviceFor, type XcallyClientOptions, type XcallyOperation } from "../../../xcally/client/index.ts";
import { failureOf, operationOn, serve } from "./server.ts";

export type Respond = (response: ServerResponse, url: URL) => void;

/** An odd server, what is asked of it, and the two sentences that come of it. */
export interface Odd {
  readonly respond: Respond;
  /** Defaults to reading the Cloud Provider 7. */
  readonly ask?: (operation: XcallyOperation) => Promise<unknown>;
  readonly options?: Partial<XcallyClientOptions>;
  /** What is wrong. */
  readonly says: string;
  /** What to do. */
  readonly advises: string;
}

/** Tests that each server is answered with exactly its sentences, which hold no secret. */
export function answersOdd(cases: Readonly<Record<string, Odd>>): void {
  describe("an odd server is described in one sentence and answered with what to do:", () => {
    test.each(Object.entries(cases))("%s", async (_name, { respond, ask = get, options, says, advises }) => {
      const error = await withServer(respond, (url) => failureOf(ask(operationOn(url, options))));
      expect([error.message, adviceFor(error)]).toEqual([says, advises]);
      expect(error.message).not.toContain("sentinel");
    });
  });
}

/** Asks a server that is only unusual. */
export function taken(
  respond: Respond,
  ask: (operation: XcallyOperation) => Promise<unknown>,
): Promise<unknown> {
  return withServer(respond, (url) => ask(operationOn(url)));
}

async function withServer<T>(respond: Respond, work: (url: string) => Promise<T>): Promise<T> {
  const server = await serve(({ url = "" }, response) => {
    respond(response, new URL(url, "http://odd"));
  });
  try {
    return await work(server.url);
  } finally {
    await server.close();
  }
}

export const get = ({ cloudProviders }: XcallyOperation) => cloudProviders.find("7");
export const list = ({ cloudProviders }: XcallyOperation) => cloudProviders.list();

/** Answers with a body as it is. */
export const send =
  (body: string, status = 200, headers: Readonly<Record<string, string>> = {}): Respond =>
  (response) => {
    response.writeHead(status, headers).end(body);
  };
export const json = (body: unknown, status = 200) => send(JSON.stringify(body), status);
export const rows = (...ids: readonly number[]) => ids.map((id) => ({ id, name: `Row ${id}` }));

/** What is asked, as the sentences begin. */
export const one = "GET /api/cloudProviders/7";
export const all = "GET /api/cloudProviders";

export const differs = (setting: string) => `If this server's API differs (see its /apidoc), set ${setting}.`;
export const otherRoute = differs("contract.routes.cloudProviders");
