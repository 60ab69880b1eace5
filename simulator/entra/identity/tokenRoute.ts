import { Hono } from "hono";
import type { Context } from "hono";
import { randomUUID } from "node:crypto";
import type { NodeEnvironment } from "../../shared/listen.ts";
import type { Directory } from "../state/directory.ts";
import type { Application, ServicePrincipal } from "../state/entities.ts";
import { microsoftGraphAppId } from "../state/microsoftApis.ts";
import { hashSecret } from "../state/secrets.ts";
import { tokenLifetimeSeconds } from "./accessTokens.ts";
import type { AccessTokens } from "./accessTokens.ts";
import { readCredentials, readForm } from "./clientCredentials.ts";
import { resolveScope } from "./scope.ts";
import { TokenError, tokenErrorResponse, tokenErrors, tokenHeaders } from "./tokenError.ts";

/** What the token endpoint works on. */
export interface TokenRouteOptions {
  readonly directory: Directory;
  readonly tokens: AccessTokens;
  /** The address of this stand-in's Graph. */
  readonly graphUrl: () => string;
}

/** Not served: what they answer to client credentials is not known well enough. */
const tenantAliases = ["common", "organizations", "consumers"];

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `POST /{tenant}/oauth2/v2.0/token` with the grant type `client_credentials`. */
export function tokenRoute({ directory, tokens, graphUrl }: TokenRouteOptions): Hono<NodeEnvironment> {
  const answer = async (context: Context<NodeEnvironment>, tenant: string): Promise<Response> => {
    requireTenant(directory, tenant);
    const form = await readForm(context);
    const grantType = required(form, "grant_type");
    if (grantType !== "client_credentials") throw tokenErrors.unsupportedGrantType(grantType);

    const { clientId, clientSecret } = readCredentials(context, form);
    if (!clientId) throw tokenErrors.missingParameter("client_id");
    const { application, principal } = findClient(directory, clientId);
    if (!clientSecret) throw tokenErrors.missingCredential();
    requireSecret(directory, application, clientSecret);

    const resource = resolveScope(directory, required(form, "scope"), graphUrl());
    const token = await tokens.issue(
      {
        appId: application.appId,
        displayName: application.settings.displayName,
        objectId: principal.id,
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
    try {
      return await answer(context, tenant);
    } catch (error) {
      if (error instanceof TokenError) return tokenErrorResponse(error, directory.now());
      throw error;
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

function findClient(
  directory: Directory,
  clientId: string,
): { application: Application; principal: ServicePrincipal } {
  const application = directory.visibleApplications().find(({ appId }) => appId === clientId.toLowerCase());
  const principal = directory
    .existingServicePrincipals()
    .find(({ appId }) => appId === clientId.toLowerCase());
  if (!application || !principal) {
    throw tokenErrors.unknownApplication(clientId, directory.tenant.displayName);
  }
  if (!principal.settings.accountEnabled) {
    throw tokenErrors.disabledApplication(application.appId, application.settings.displayName);
  }
  return { application, principal };
}

function requireSecret(directory: Directory, application: Application, secret: string): void {
  const now = directory.now();
  const hash = hashSecret(secret);
  const credential = application.passwords.find(({ secretHash }) => secretHash === hash);
  if (!credential || credential.knownFrom > now || credential.startDateTime > now) {
    throw tokenErrors.wrongSecret(application.appId);
  }
  if (credential.endDateTime <= now) throw tokenErrors.expiredSecret(application.appId);
}
