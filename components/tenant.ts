import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import { resources, type PermissionResource } from "../entra/permissions.ts";
import { isMissingServicePrincipal, reasonOf } from "./azureadError.ts";
import type { EntraDeployer } from "./entraDeployer.ts";

/** The service principal of a resource (an API) in this tenant. */
export interface ResourceServicePrincipal {
  /** Application id of the resource, the same in every tenant. */
  readonly appId: string;
  /** Object id of its service principal, different in every tenant. */
  readonly objectId: string;
  /** Ids of the delegated permissions that it lists, by name. */
  readonly permissionIds: Readonly<Record<string, string>>;
}

/** What the stack needs to know of the tenant before it declares anything. */
export interface Tenant {
  readonly tenantId: string;
  /** Object id of the identity that runs the stack; it is made an owner, without which it could not change what it made. */
  readonly deployerObjectId: string;
  readonly microsoftGraph: ResourceServicePrincipal;
  readonly exchangeOnline: ResourceServicePrincipal;
  /** The identity to work with in it. Defaults to that of the environment and the configuration. */
  readonly deployer?: EntraDeployer;
}

/**
 * Reads the tenant through the azuread provider, once for all mailboxes.
 *
 * @param expectedTenantId the tenant that the configuration names; undefined accepts whichever the identity belongs to.
 * @param deployer the identity to work with in it, where the program has several. Defaults to that of the environment and the configuration.
 * @throws RunError when the identity belongs to another tenant.
 */
export async function readTenant(
  expectedTenantId: string | undefined,
  deployer?: EntraDeployer,
): Promise<Tenant> {
  const asDeployer = deployer === undefined ? {} : { provider: deployer };
  const [identity, microsoftGraph, exchangeOnline] = await Promise.all([
    azuread.getClientConfig(asDeployer),
    readServicePrincipal(resources.microsoftGraph, asDeployer),
    readServicePrincipal(resources.exchangeOnline, asDeployer),
  ]).catch((error: unknown) => {
    throw new pulumi.RunError(explain(error));
  });
  if (expectedTenantId !== undefined && expectedTenantId.toLowerCase() !== identity.tenantId.toLowerCase()) {
    throw new pulumi.RunError(
      `The stack's tenantId is ${expectedTenantId}, but the identity that runs it belongs to tenant ${identity.tenantId}. ` +
        `Sign in to the right tenant (ARM_TENANT_ID), or change tenantId.`,
    );
  }
  return {
    tenantId: identity.tenantId,
    deployerObjectId: identity.objectId,
    microsoftGraph,
    exchangeOnline,
    ...(deployer === undefined ? {} : { deployer }),
  };
}

async function readServicePrincipal(
  { appId, name }: PermissionResource,
  asDeployer: pulumi.InvokeOptions,
): Promise<ResourceServicePrincipal> {
  try {
    const { objectId, oauth2PermissionScopeIds } = await azuread.getServicePrincipal(
      { clientId: appId },
      asDeployer,
    );
    return { appId, objectId, permissionIds: oauth2PermissionScopeIds };
  } catch (error) {
    if (!isMissingServicePrincipal(error)) throw error;
    throw new Error(
      `${name} (${appId}) has no service principal in this tenant; without it there are no mailboxes to sign in to`,
      {
        cause: error,
      },
    );
  }
}

/** One sentence on why the tenant could not be read, and what to do. */
function explain(error: unknown): string {
  const reason = reasonOf(error);
  const whatToDo = /authorizer|AzureCli/i.test(reason)
    ? "Sign in with az login --tenant TENANT, or set ARM_TENANT_ID, ARM_CLIENT_ID and ARM_CLIENT_SECRET (in pipelines ARM_USE_OIDC=true)."
    : "Check that the identity belongs to the tenant of the mailboxes and may read its service principals (docs/configuration.md, What the deployer's identity needs).";
  return `Could not read the tenant from Entra ID: ${reason}. ${whatToDo}`;
}
