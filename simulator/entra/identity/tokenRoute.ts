import { Hono } from "hono";
import { randomUUID } from "node:crypto";
import type { NodeEnvironment } from "../../shared/listen.ts";
import type { Throttle } from "../../shared/throttle.ts";
import { readCredentials, readForm } from "./clientCredentials.ts";
import type { ClientCredentials } from "./clientCredentials.ts";
import { grantErrors } from "./errors/grantErrors.ts";
import { TokenError, tokenErrors } from "./errors/tokenError.ts";
import { throttledResponse, tokenErrorResponse, tokenHeaders } from "./errors/tokenErrorResponse.ts";
import { findClient } from "./findClient.ts";
import { authorizationCodeGrant } from "./grants/authorizationCodeGrant.ts";
import { clientCredentialsGrant } from "./grants/clientCredentialsGrant.ts";
import { refreshTokenGrant } from "./grants/refreshTokenGrant.ts";
import { required } from "./grants/tokenRequest.ts";
import type { Grant } from "./grants/tokenRequest.ts";
import type { IdentityContext } from "./identityContext.ts";
import { findTenant, tenantAliases } from "./tenants.ts";
import type { TokenRequestRecord } from "./tokenRequests.ts";

/** What the token endpoint works on. */
export interface TokenRouteOptions {
  readonly identity: IdentityContext;
  readonly throttle: Throttle;
  /** Where requests are written down. */
  readonly record: (request: TokenRequestRecord) => void;
}

const grants: ReadonlyMap<string, Grant> = new Map([
  ["authorization_code", authorizationCodeGrant],
  ["client_credentials", clientCredentialsGrant],
  ["refresh_token", refreshTokenGrant],
]);

/**
 * `POST /{tenant}/oauth2/v2.0/token`. The endpoints of several tenants, such as `common`, are not served: what they answer to
 * client credentials is not known well enough.
 */
export function tokenRoute({ identity, throttle, record }: TokenRouteOptions): Hono<NodeEnvironment> {
  const { directory } = identity;

  const answer = async (
    segment: string,
    form: URLSearchParams,
    credentials: ClientCredentials,
  ): Promise<Response> => {
    const tenant = findTenant(directory, segment);
    const grantType = required(form, "grant_type");
    const grant = grants.get(grantType);
    if (!grant) throw tokenErrors.unsupportedGrantType(grantType);
    if (!credentials.clientId) throw tokenErrors.missingParameter("client_id");
    const client = findClient(directory, credentials.clientId, tenant);
    const body = await grant(identity, { form, client, credentials });
    return Response.json(body, { headers: tokenHeaders(randomUUID()) });
  };

  const routes = new Hono<NodeEnvironment>();
  routes.post("/:tenant/oauth2/v2.0/token", async (context, next) => {
    const tenant = context.req.param("tenant");
    if (tenantAliases.includes(tenant)) return next();
    const form = await readForm(context);
    const credentials = readCredentials(context, form);
    const note = (outcome: TokenRequestRecord["outcome"]): void => {
      record({ clientId: credentials.clientId, at: directory.now(), outcome });
    };

    const seconds = throttle.refuse();
    if (seconds !== undefined) {
      note("throttled");
      return throttledResponse(seconds);
    }
    try {
      const response = await answer(tenant, form, credentials);
      note("ok");
      return response;
    } catch (error) {
      if (!(error instanceof TokenError)) throw error;
      note(error.code);
      return tokenErrorResponse(error, directory.now());
    }
  });
  routes.get("/:tenant/oauth2/v2.0/token", () =>
    tokenErrorResponse(grantErrors.onlyPost("GET"), directory.now()),
  );
  return routes;
}
