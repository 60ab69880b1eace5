import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import { resources, type PermissionResource } from "../entra/permissions.ts";

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
}

/**
 * Reads the tenant through the azuread provider, once for all mailboxes.
 *
 * @param expectedTenantId the tenant that the configuration names; undefined accepts whichever the identity belongs to.
 * @throws RunError when the identity belongs to another tenant.
 */
export async function readTenant(expectedTenantId: string | undefined): Promise<Tenant> {
  const [identity, microsoftGraph, exchangeOnline] = await Promise.all([
    azuread.getClientConfig(),
    readServicePrincipal(resources.microsoftGraph),
    readServicePrincipal(resources.exchangeOnline),
  ]);
  if (expectedTenantId !== undefined && expectedTenantId.toLowerCase() !== identity.tenantId.toLowerCase()) {
    throw new pulumi.RunError(
      `The stack's tenantId is ${expectedTenantId}, but the identity that runs it belongs to tenant ${identity.tenantId}. ` +
        `Sign in to the right tenant (ARM_TENANT_ID), or change tenantId.`,
    );
  }
  return { tenantId: identity.tenantId, deployerObjectId: identity.objectId, microsoftGraph, exchangeOnline };
}

async function readServicePrincipal({ appId }: PermissionResource): Promise<ResourceServicePrincipal> {
  const { objectId, oauth2PermissionScopeIds } = await azuread.getServicePrincipal({ clientId: appId });
  return { appId, objectId, permissionIds: oauth2PermissionScopeIds };
}
