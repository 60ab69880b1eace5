import { Hono } from "hono";
import { randomUUID } from "node:crypto";
import type { NodeEnvironment } from "../../shared/listen.ts";
import type { Throttle } from "../../shared/throttle.ts";
import type { Directory } from "../state/directory.ts";
import { microsoftGraphAppId } from "../state/microsoftApis.ts";
import { tokenLifetimeSeconds } from "./accessTokens.ts";
import type { AccessTokens } from "./accessTokens.ts";
import { readCredentials, readForm } from "./clientCredentials.ts";
import type { ClientCredentials } from "./clientCredentials.ts";
import { requireAssertion } from "./federation.ts";
import { findClient, requireSecret } from "./findClient.ts";
import { resolveScope } from "./scope.ts";
import {
  throttledResponse,
  TokenError,
  tokenErrorResponse,
  tokenErrors,
  tokenHeaders,
} from "./tokenError.ts";
import type { TokenRequestRecord } from "./tokenRequests.ts";

/** What the token endpoint works on. */
export interface TokenRouteOptions {
  readonly directory: Directory;
  readonly tokens: AccessTokens;
  /** The address of this stand-in's Graph. */
  readonly graphUrl: () => string;
  readonly throttle: Throttle;
  /** Where requests are written down. */
  readonly record: (request: TokenRequestRecord) => void;
}

/** Not served: what they answer to client credentials is not known well enough. */
const tenantAliases = ["common", "organizations", "consumers"];

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `POST /{tenant}/oauth2/v2.0/token` with the grant type `client_credentials`. */
export function tokenRoute(options: TokenRouteOptions): Hono<NodeEnvironment> {
  const { directory, tokens, graphUrl, throttle } = options;

  const answer = async (
    tenant: string,
    form: URLSearchParams,
    { clientId, clientSecret, clientAssertion }: ClientCredentials,
  ): Promise<Response> => {
    requireTenant(directory, tenant);
    const grantType = required(form, "grant_type");
    if (grantType !== "client_credentials") throw tokenErrors.unsupportedGrantType(grantType);

    if (!clientId) throw tokenErrors.missingParameter("client_id");
    const { application, principal } = findClient(directory, clientId);
    if (clientAssertion) {
      await requireAssertion(application, form, clientAssertion, directory.now());
    } else {
      if (!clientSecret) throw tokenErrors.missingCredential();
      requireSecret(directory, application, clientSecret);
    }

    const resource = resolveScope(directory, required(form, "scope"), graphUrl());
    const token = await tokens.issue(
      {
        appId: application.appId,
        displayName: application.settings.displayName,
        objectId: principal.id,
        proof: clientAssertion ? "assertion" : "secret",
        roles: resource.principal.appId === microsoftGraphAppId ? principal.graphRoles : [],
      },
      resource.audience,
    );
    return Response.json(
      {
        token_type: "Bearer",
        expires_in: tokenLifetimeSeconds,
        ext_expires_in: tokenLifetimeSeconds,
        access_token: token,
      },
      { headers: tokenHeaders(randomUUID()) },
    );
  };

  const routes = new Hono<NodeEnvironment>();
  routes.post("/:tenant/oauth2/v2.0/token", async (context, next) => {
    const tenant = context.req.param("tenant");
    if (tenantAliases.includes(tenant)) return next();
    const form = await readForm(context);
    const credentials = readCredentials(context, form);
    const record = (outcome: TokenRequestRecord["outcome"]): void => {
      options.record({ clientId: credentials.clientId, at: directory.now(), outcome });
    };

    const seconds = throttle.refuse();
    if (seconds !== undefined) {
      record("throttled");
      return throttledResponse(seconds);
    }
    try {
      const response = await answer(tenant, form, credentials);
      record("ok");
      return response;
    } catch (error) {
      if (!(error instanceof TokenError)) throw error;
      record(error.code);
      return tokenErrorResponse(error, directory.now());
    }
  });
  return routes;
}

function requireTenant(directory: Directory, tenant: string): void {
  const { id, domain } = directory.tenant;
  const asked = tenant.toLowerCase();
  if (asked === id.toLowerCase() || asked === domain.toLowerCase()) return;
  throw guid.test(tenant) || tenant.includes(".")
    ? tokenErrors.unknownTenant(tenant)
    : tokenErrors.malformedTenant(tenant);
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (!value) throw tokenErrors.missingParameter(name);
  return value;
}
