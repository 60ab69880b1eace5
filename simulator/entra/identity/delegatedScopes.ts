import type { Directory } from "../state/directory.ts";
import type { ServicePrincipal } from "../state/entities.ts";
import { microsoftGraphAppId } from "../state/microsoftApis.ts";
import { consentErrors } from "./errors/consentErrors.ts";
import { tokenErrors } from "./errors/tokenError.ts";
import { findResource } from "./scope.ts";

/** Scopes of OpenID Connect, which belong to no API. */
const openIdScopes: readonly string[] = ["openid", "profile", "email", "offline_access"];

/** The permissions asked for on one API. */
export interface AskedResource {
  readonly principal: ServicePrincipal;
  /** The API's name as the client wrote it first; it becomes the token's audience. */
  readonly audience: string;
  /** Whether the client left the name out, which means Microsoft Graph. */
  readonly isBare: boolean;
  /** `.default`: whatever was consented to, or else whatever the application's registration asks for. */
  readonly isDefault: boolean;
  /** Names of permissions, as the API spells those that it has. */
  readonly permissions: readonly string[];
  /** Names among them that the API does not have. */
  readonly unknown: readonly string[];
}

/** What the scopes of a request ask for. */
export interface AskedScopes {
  /** As the client wrote it. */
  readonly text: string;
  readonly openId: ReadonlySet<string>;
  /** In the order in which the client named them. */
  readonly resources: readonly AskedResource[];
}

/**
 * Reads the scopes of a request in a person's name.
 *
 * @throws TokenError when one is malformed (70011), or names an API that the tenant does not have (500011).
 */
export function readScopes(directory: Directory, text: string, graphUrl: string): AskedScopes {
  const names = text.split(/\s+/).filter((name) => name !== "");
  const openId = new Set(names.filter((name) => openIdScopes.includes(name)));
  const byResource = new Map<string, { audience: string; isBare: boolean; permissions: string[] }>();
  for (const name of names.filter((other) => !openId.has(other))) {
    const slash = name.lastIndexOf("/");
    if (/[,;]/.test(name) || name.endsWith("/")) throw tokenErrors.malformedScope(name);
    const audience = slash < 0 ? microsoftGraphAppId : name.slice(0, slash);
    const { id } = findResource(directory, audience, graphUrl);
    const resource = byResource.get(id) ?? { audience, isBare: slash < 0, permissions: [] };
    resource.permissions.push(name.slice(slash + 1));
    byResource.set(id, resource);
  }
  const resources = [...byResource.values()].map(({ audience, isBare, permissions }) => {
    if (permissions.includes(".default") && (permissions.length > 1 || byResource.size > 1)) {
      throw consentErrors.defaultWithOthers(text);
    }
    const principal = findResource(directory, audience, graphUrl);
    return { principal, audience, isBare, ...spelled(directory, principal, permissions) };
  });
  return { text, openId, resources };
}

/** Microsoft Graph as it is asked where a request names nothing but scopes of OpenID Connect. */
export function graphForOpenId(
  directory: Directory,
  openId: ReadonlySet<string>,
  graphUrl: string,
): AskedResource {
  return {
    principal: findResource(directory, microsoftGraphAppId, graphUrl),
    audience: microsoftGraphAppId,
    isBare: true,
    isDefault: false,
    permissions: [...openId].filter((name) => name !== "offline_access"),
    unknown: [],
  };
}

/** Names of permissions compare in any case. */
function spelled(directory: Directory, principal: ServicePrincipal, asked: readonly string[]) {
  if (asked.includes(".default")) return { isDefault: true, permissions: [], unknown: [] };
  const offered = permissionsOf(directory, principal);
  const find = (name: string) => offered.find((known) => known.toLowerCase() === name.toLowerCase());
  return {
    isDefault: false,
    permissions: [...new Set(asked.map((name) => find(name) ?? name))],
    unknown: asked.filter((name) => find(name) === undefined),
  };
}

function permissionsOf(directory: Directory, { appId, publishedApi }: ServicePrincipal): string[] {
  const own = directory.applicationOf(appId)?.settings.api.oauth2PermissionScopes ?? [];
  const listed = (publishedApi?.scopes ?? own).flatMap(({ value }) => value ?? []);
  return [...listed, ...(publishedApi?.unlistedScopes ?? [])];
}
