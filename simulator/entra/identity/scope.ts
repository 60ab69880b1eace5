import type { Directory } from "../state/directory.ts";
import type { ServicePrincipal } from "../state/entities.ts";
import { microsoftGraphAppId } from "../state/microsoftApis.ts";
import { tokenErrors } from "./errors/tokenError.ts";

/** What a token is asked for. */
export interface RequestedResource {
  readonly principal: ServicePrincipal;
  /** The resource's identifier as the client wrote it; it becomes the token's audience. */
  readonly audience: string;
}

/**
 * Reads the scope of a client-credentials request, which must name one API as `{identifier}/.default`.
 *
 * @param graphUrl The address of this stand-in's Graph, another name of Microsoft Graph here.
 * @throws TokenError when the scope is malformed or names an API that the tenant does not have.
 */
export function resolveScope(directory: Directory, scope: string, graphUrl: string): RequestedResource {
  if (!/^\S+$/.test(scope) || /[,;]/.test(scope) || !scope.includes("/"))
    throw tokenErrors.malformedScope(scope);
  if (!scope.endsWith("/.default")) throw tokenErrors.scopeWithoutDefault(scope);

  const audience = scope.slice(0, -"/.default".length);
  return { principal: findResource(directory, audience, graphUrl), audience };
}

/**
 * Finds the API that has this name, with or without a slash at its end, in any case.
 *
 * @throws TokenError when the tenant has none.
 */
export function findResource(directory: Directory, name: string, graphUrl: string): ServicePrincipal {
  const asked = withoutSlash(name).toLowerCase();
  const principal = directory
    .existingServicePrincipals()
    .find((candidate) => namesOf(directory, candidate, graphUrl).includes(asked));
  if (!principal) throw tokenErrors.unknownResource(name, directory.tenant.displayName);
  return principal;
}

function namesOf(directory: Directory, principal: ServicePrincipal, graphUrl: string): string[] {
  const application = directory.applicationOf(principal.appId);
  const names = principal.publishedApi?.names ?? [
    principal.appId,
    `api://${principal.appId}`,
    ...(application?.settings.identifierUris ?? []),
  ];
  return [...names, ...(principal.appId === microsoftGraphAppId ? [graphUrl] : [])].map((name) =>
    withoutSlash(name).toLowerCase(),
  );
}

function withoutSlash(text: string): string {
  return text.replace(/\/+$/, "");
}
