import * as azuread from "@pulumi/azuread";
import type * as pulumi from "@pulumi/pulumi";
import type { ExistingGrant } from "../entra/graph.ts";
import {
  graphPermissionIds,
  isProtocolPermission,
  permissionNames,
  resources,
  type PermissionName,
  type PermissionResource,
} from "../entra/permissions.ts";
import type { ResourceServicePrincipal, Tenant } from "./tenant.ts";

/** Arguments of {@link grantConsent}. */
export interface ConsentArgs {
  readonly tenant: Tenant;
  readonly servicePrincipalObjectId: pulumi.Input<string>;
  readonly permissions: readonly PermissionName[];
  /** Consents that Entra ID has and the state does not, to be taken over, by the resource's object id. */
  readonly existing: ReadonlyMap<string, ExistingGrant>;
  /** Whether permissions that an existing consent covers stay as people chose them. */
  readonly keepsClaimValues: boolean;
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
  for (const { resource, claimValues } of wantedConsents(args.permissions, args.tenant)) {
    const existing = args.existing.get(resource.objectId);
    new azuread.ServicePrincipalDelegatedPermissionGrant(
      consentName(name, resource),
      {
        servicePrincipalObjectId: args.servicePrincipalObjectId,
        resourceServicePrincipalObjectId: resource.objectId,
        claimValues,
      },
      // A consent that is taken over may be to other permissions: its first run takes it as it is.
      {
        ...opts,
        ...(existing === undefined ? {} : { import: `/oauth2PermissionGrants/${existing.id}` }),
        ...(existing === undefined && !args.keepsClaimValues ? {} : { ignoreChanges: ["claimValues"] }),
      },
    );
  }
}

/** The consents that an application needs in this tenant: one for each resource. */
export function wantedConsents(
  permissions: readonly PermissionName[],
  { microsoftGraph, exchangeOnline }: Tenant,
): readonly {
  readonly resource: ResourceServicePrincipal;
  readonly resourceName: string;
  readonly claimValues: PermissionName[];
}[] {
  const onExchange = listedBy(exchangeOnline, permissions).map(({ permission }) => permission);
  return [
    {
      resource: microsoftGraph,
      resourceName: resources.microsoftGraph.name,
      claimValues: [...permissions],
    },
    { resource: exchangeOnline, resourceName: resources.exchangeOnline.name, claimValues: onExchange },
  ].filter(({ claimValues }) => claimValues.length > 0);
}

/** The resources on which the stack consents in this tenant. */
export function consentResources({
  microsoftGraph,
  exchangeOnline,
}: Tenant): readonly ResourceServicePrincipal[] {
  return listedBy(exchangeOnline, permissionNames).length === 0
    ? [microsoftGraph]
    : [microsoftGraph, exchangeOnline];
}

/** Logical name of the consent that a registration gives on a resource. */
export function consentName(name: string, { appId }: Pick<PermissionResource, "appId">): string {
  return `${name}-${appId === resources.microsoftGraph.appId ? "microsoft-graph" : "exchange-online"}`;
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
