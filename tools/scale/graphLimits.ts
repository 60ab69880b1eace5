/**
 * Microsoft Graph's limits for identity, as documented in `concepts/throttling-limits.md` of microsoftgraph/microsoft-graph-docs-contrib
 * (commit 01351749; learn.microsoft.com/graph/throttling-limits). An older copy: the page says itself that its numbers may change, and that a
 * busy service refuses earlier.
 */

/** Size of a tenant by its users: S below 50, M up to 500, L above. */
export const tenantSizes = ["S", "M", "L"] as const;
export type TenantSize = (typeof tenantSizes)[number];

/** Resource units in any 10 seconds for one identity in one tenant. */
export const unitsIn10Seconds: Readonly<Record<TenantSize, number>> = { S: 3_500, M: 5_000, L: 8_000 };
/** Writes in any 150 seconds for one identity in one tenant. */
export const writesIn150Seconds = 3_000;
/** Writes in any 5 minutes for all identities in one tenant. */
export const tenantWritesIn5Minutes = 18_000;
/** Writes to applications that let in personal accounts, in any minute. */
export const personalApplicationWritesInMinute = 60;

/** What one request counts. */
export interface Cost {
  readonly units: number;
  readonly writes: number;
  readonly applicationWrites: number;
}

/** Paths whose reads count more than one unit, without version; all others count one. */
const baseUnits: Readonly<Record<string, number>> = {
  applications: 2,
  oauth2PermissionGrants: 2,
  "oauth2PermissionGrants/{id}": 2,
  "servicePrincipals/{id}/appRoleAssignments": 2,
};

/** @param name a request as `measured.json` names it: `GET v1.0/applications?$filter&$select&$top=200`. */
export function graphCost(name: string): Cost {
  const [, method = "", path = "", query = ""] = /^(\S+) (?:v1\.0|beta)\/([^?]*)\??(.*)$/.exec(name) ?? [];
  if (method === "") throw new Error(`${name} is no request to Graph as measured.json names them.`);
  const isWrite = method !== "GET";
  const top = /\$top=(\d+)/.exec(query)?.[1];
  const units =
    (isWrite ? 1 : (baseUnits[path] ?? 1)) -
    (query.includes("$select") ? 1 : 0) +
    (query.includes("$expand") ? 1 : 0) -
    (top !== undefined && Number(top) < 20 ? 1 : 0);
  const writes = isWrite ? 1 : 0;
  return {
    units: Math.max(1, units),
    writes,
    applicationWrites: path.startsWith("applications") ? writes : 0,
  };
}
