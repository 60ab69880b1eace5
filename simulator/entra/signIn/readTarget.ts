import { authorizeErrors } from "../identity/errors/authorizeErrors.ts";
import { tokenErrors } from "../identity/errors/tokenError.ts";
import { findClient } from "../identity/findClient.ts";
import type { IdentityContext } from "../identity/identityContext.ts";
import { matchRedirectUri } from "../identity/redirectUri.ts";
import { findTenant, tenantAliases } from "../identity/tenants.ts";
import { redirectUrisOf } from "../graph/rules/redirectUris.ts";
import type { Application } from "../state/entities.ts";
import type { FlowTarget } from "./flow.ts";

/**
 * Reads who sends a browser here and where it may go back to. As long as that is not known to be right, nobody is sent
 * anywhere: errors here are shown to the person, whatever their details say.
 *
 * @param segment the tenant as the path names it; an alias of several tenants counts as this one.
 * @throws TokenError 90002, 900023, 900144, 700016, 7000112, 500113, 900971 or 50011.
 */
export function readTarget(
  { directory }: IdentityContext,
  purpose: FlowTarget["purpose"],
  segment: string,
  query: URLSearchParams,
): FlowTarget {
  const tenant = tenantAliases.includes(segment) ? directory.tenant : findTenant(directory, segment);
  const clientId = query.get("client_id");
  if (!clientId) throw tokenErrors.missingParameter("client_id");
  const client = findClient(directory, clientId, tenant);
  const redirect = readRedirect(client.application, query.get("redirect_uri"));
  return { purpose, client, redirect, state: query.get("state") ?? undefined };
}

function readRedirect(application: Application, asked: string | null): FlowTarget["redirect"] {
  if (redirectUrisOf(application.settings).length === 0) throw authorizeErrors.noRedirectUriRegistered();
  if (!asked) throw authorizeErrors.noRedirectUriGiven();
  const redirect = matchRedirectUri(application, asked);
  if (!redirect) throw authorizeErrors.unregisteredRedirectUri(asked, application.appId);
  return redirect;
}
