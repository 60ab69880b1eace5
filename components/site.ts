import * as pulumi from "@pulumi/pulumi";
import type { EntraDeployer } from "./entraDeployer.ts";

/** What tells a site from the others of its program. */
export interface Site {
  /** Letters, digits and hyphens; the names of its resources begin with it. */
  readonly name: string;
  /** The identity that works in its tenant. Defaults to that of the environment and the configuration `azuread:`. */
  readonly deployer?: EntraDeployer;
  /** What the environment variables with its server's credentials begin with. Defaults to `XCALLY`. */
  readonly variablePrefix?: string;
}

/** What the names of resources begin with that belong to a site. No key of a mailbox and no mail address holds a colon. */
const ofSomeSite = /^[A-Za-z0-9-]+:/;

/**
 * Logical name of a resource in a program of several sites, where each may have a mailbox of the same key: `rome:support`.
 *
 * @param site undefined for the only one, whose names stay as they are.
 */
export function nameInSite(site: string | undefined, name: string): string {
  return site === undefined ? name : `${site}:${name}`;
}

/** A resource's name without its site; undefined where it belongs to another site. */
export function nameWithoutSite(site: string | undefined, name: string): string | undefined {
  if (site === undefined) return ofSomeSite.test(name) ? undefined : name;
  return name.startsWith(`${site}:`) ? name.slice(site.length + 1) : undefined;
}

/** @throws RunError when this is no name of a site. */
export function requireSiteName(site: string): void {
  if (/^[A-Za-z0-9-]{1,40}$/.test(site)) return;
  throw new pulumi.RunError(
    `"${site}" cannot be the name of a site. Write 1 to 40 letters, digits and hyphens, such as rome.`,
  );
}
