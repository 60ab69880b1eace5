import * as azuread from "@pulumi/azuread";
import type * as pulumi from "@pulumi/pulumi";
import { graphPermissionIds, isProtocolPermission, type PermissionName } from "../entra/permissions.ts";
import type { Tenant } from "./tenant.ts";

/** Arguments of {@link grantConsent}. */
export interface ConsentArgs {
  readonly tenant: Tenant;
  readonly servicePrincipalObjectId: pulumi.Input<string>;
  readonly permissions: readonly PermissionName[];
}

/**
 * The delegated permissions as the application declares them: on Microsoft Graph, and on Office 365 Exchange Online those that
 * its service principal lists in this tenant.
 */
export function requiredAccess(permissions: readonly PermissionName[], tenant: Tenant) {
  const { microsoftGraph, exchangeOnline } = tenant;
  const onExchange = listedBy(exchangeOnline, permissions);
  return [
    access(
      microsoftGraph.appId,
      permissions.map((name) => graphPermissionIds[name]),
    ),
    ...(onExchange.length === 0
      ? []
      : [
          access(
            exchangeOnline.appId,
            onExchange.map(({ id }) => id),
          ),
        ]),
  ];
}

/**
 * Consents for every user of the tenant: one grant for each resource, which holds all its permissions (Entra ID refuses a
 * second grant of the same pair). The mail token is one for Exchange Online, and whether consent on Microsoft Graph covers it
 * is not settled, so consent is given on both where both list the permission.
 */
export function grantConsent(name: string, args: ConsentArgs, opts: pulumi.CustomResourceOptions): void {
  const { microsoftGraph, exchangeOnline } = args.tenant;
  const onExchange = listedBy(exchangeOnline, args.permissions).map(({ permission }) => permission);
  const grants = [
    { suffix: "microsoft-graph", resource: microsoftGraph, claimValues: [...args.permissions] },
    { suffix: "exchange-online", resource: exchangeOnline, claimValues: onExchange },
  ];
  for (const { suffix, resource, claimValues } of grants) {
    if (claimValues.length === 0) continue;
    new azuread.ServicePrincipalDelegatedPermissionGrant(
      `${name}-${suffix}`,
      {
        servicePrincipalObjectId: args.servicePrincipalObjectId,
        resourceServicePrincipalObjectId: resource.objectId,
        claimValues,
      },
      opts,
    );
  }
}

function listedBy(resource: Tenant["exchangeOnline"], permissions: readonly PermissionName[]) {
  return permissions.filter(isProtocolPermission).flatMap((permission) => {
    const id = resource.permissionIds[permission];
    return id === undefined ? [] : [{ permission, id }];
  });
}

function access(resourceAppId: string, ids: readonly string[]) {
  return { resourceAppId, resourceAccesses: ids.map((id) => ({ id, type: "Scope" })) };
}
