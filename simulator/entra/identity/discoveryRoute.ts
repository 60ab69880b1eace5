import { Hono } from "hono";
import type { NodeEnvironment } from "../../shared/listen.ts";
import { TokenError } from "./errors/tokenError.ts";
import { tokenErrorResponse } from "./errors/tokenErrorResponse.ts";
import type { IdentityContext } from "./identityContext.ts";
import { findTenant, tenantAliases } from "./tenants.ts";

const headers = { "cache-control": "max-age=86400, private", "access-control-allow-origin": "*" };

/** `GET /{tenant}/v2.0/.well-known/openid-configuration` and `GET /{tenant}/discovery/v2.0/keys`. */
export function discoveryRoute(identity: IdentityContext): Hono<NodeEnvironment> {
  const { directory, key, url } = identity;
  const routes = new Hono<NodeEnvironment>();

  routes.get("/:tenant/v2.0/.well-known/openid-configuration", (context) => {
    const segment = context.req.param("tenant");
    try {
      const isAlias = tenantAliases.includes(segment);
      const base = `${url()}/${isAlias ? segment : findTenant(directory, segment).id}`;
      const issuer = isAlias ? `${url()}/{tenantid}/v2.0` : `${base}/v2.0`;
      return Response.json(configurationOf(base, issuer), { headers });
    } catch (error) {
      if (!(error instanceof TokenError)) throw error;
      // The same codes as at the token endpoint under another name.
      const { status, code, message } = error;
      return tokenErrorResponse(new TokenError(status, "invalid_tenant", code, message), directory.now());
    }
  });
  routes.get("/:tenant/discovery/v2.0/keys", () => {
    return Response.json({ keys: [key.published] }, { headers });
  });
  return routes;
}

function configurationOf(base: string, issuer: string): Readonly<Record<string, unknown>> {
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt", "client_secret_basic"],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ["query"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
    response_types_supported: ["code"],
    scopes_supported: ["openid", "profile", "email", "offline_access"],
    issuer,
    request_uri_parameter_supported: false,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    claims_supported: [
      "sub",
      "iss",
      "aud",
      "exp",
      "iat",
      "nonce",
      "preferred_username",
      "name",
      "tid",
      "ver",
    ],
    tenant_region_scope: "EU",
  };
}
