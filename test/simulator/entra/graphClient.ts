import { expect } from "@jest/globals";
import { fetch } from "undici";
import { z } from "zod";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";

/** An answer of Graph or of the token endpoint. */
export interface Answer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  /** The body: parsed where it is JSON, else its text; undefined without one. */
  readonly body: unknown;
}

/** Sends requests to Graph with one access token. */
export interface GraphClient {
  readonly token: string;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  patch(path: string, body: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
}

const tokenBody = z.object({ access_token: z.string() });
const applicationBody = z.object({ id: z.string(), appId: z.string() });
const objectBody = z.object({ id: z.string() });
const passwordBody = z.object({ keyId: z.string(), secretText: z.string(), endDateTime: z.string() });

/** Asks the token endpoint for whatever the form says; what the form leaves open is the deployer's. */
export async function requestToken(
  simulator: EntraSimulator,
  form: Readonly<Record<string, string | undefined>> = {},
  tenant = simulator.tenantId,
): Promise<Answer> {
  const complete: Record<string, string | undefined> = {
    grant_type: "client_credentials",
    client_id: simulator.deployer.clientId,
    client_secret: simulator.deployer.clientSecret,
    scope: `${simulator.url}/graph/.default`,
    ...form,
  };
  const entries = Object.entries(complete).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return send(`${simulator.url}/${tenant}/oauth2/v2.0/token`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(entries).toString(),
  });
}

/** Signs in, as the deployer unless another client is named, and returns a client of Graph v1.0. */
export async function signIn(
  simulator: EntraSimulator,
  client: { readonly clientId: string; readonly clientSecret: string } = simulator.deployer,
): Promise<GraphClient> {
  const answer = await requestToken(simulator, {
    client_id: client.clientId,
    client_secret: client.clientSecret,
  });
  return graphClient(simulator, tokenBody.parse(answer.body).access_token);
}

/** A client of Graph v1.0 with this token; a path that starts with `/beta` or is a whole address is taken as it is. */
export function graphClient(simulator: EntraSimulator, token: string): GraphClient {
  const call = (method: string, path: string, body?: unknown): Promise<Answer> => {
    const base = `${simulator.url}/graph${path.startsWith("/beta") ? "" : "/v1.0"}`;
    return send(path.startsWith("http") ? path : `${base}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };
  return {
    token,
    get: (path) => call("GET", path),
    post: (path, body) => call("POST", path, body),
    patch: (path, body) => call("PATCH", path, body),
    delete: (path) => call("DELETE", path),
  };
}

/** Creates an application of this tenant's people only, unless `body` says otherwise. */
export async function createApplication(
  graph: GraphClient,
  body: Readonly<Record<string, unknown>> = {},
): Promise<z.infer<typeof applicationBody>> {
  const answer = await graph.post("/applications", {
    displayName: "XCALLY support",
    signInAudience: "AzureADMyOrg",
    ...body,
  });
  return applicationBody.parse(answer.body);
}

/** Creates the service principal of an application and returns its object id. */
export async function createServicePrincipal(graph: GraphClient, appId: string): Promise<string> {
  return objectBody.parse((await graph.post("/servicePrincipals", { appId })).body).id;
}

/** Adds a secret to an application. */
export async function addPassword(
  graph: GraphClient,
  applicationId: string,
  passwordCredential: Readonly<Record<string, unknown>> = {},
): Promise<z.infer<typeof passwordBody>> {
  const answer = await graph.post(`/applications/${applicationId}/addPassword`, { passwordCredential });
  return passwordBody.parse(answer.body);
}

/** Object id of the service principal with this client id. */
export async function findServicePrincipal(graph: GraphClient, appId: string): Promise<string> {
  const answer = await graph.get(`/servicePrincipals?$filter=appId eq '${appId}'`);
  return z.object({ value: z.tuple([objectBody]) }).parse(answer.body).value[0].id;
}

/** What an error of Graph looks like. */
export function graphError(code: string, message: string | RegExp): unknown {
  return {
    error: expect.objectContaining({
      code,
      message: typeof message === "string" ? message : expect.stringMatching(message),
    }) as unknown,
  };
}

async function send(url: string, init: Parameters<typeof fetch>[1]): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
  return {
    status: response.status,
    headers: response.headers,
    body: isJson ? (JSON.parse(text) as unknown) : text || undefined,
  };
}
