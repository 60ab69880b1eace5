import type { Directory, Tenant } from "../state/directory.ts";
import { tokenErrors } from "./errors/tokenError.ts";

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Segments of a path that stand for several tenants. */
export const tenantAliases: readonly string[] = ["common", "organizations", "consumers"];

/**
 * Finds the tenant that a path names, this one or one beside it, by its id or its domain.
 *
 * @throws TokenError 90002 when there is none, 900023 when it can be none.
 */
export function findTenant(directory: Directory, segment: string): Tenant {
  const asked = segment.toLowerCase();
  const tenants = [directory.tenant, ...directory.otherTenants.map(({ tenant }) => tenant)];
  const found = tenants.find(({ id, domain }) => [id.toLowerCase(), domain.toLowerCase()].includes(asked));
  if (found) return found;
  throw guid.test(segment) || segment.includes(".")
    ? tokenErrors.unknownTenant(segment)
    : tokenErrors.malformedTenant(segment);
}
