import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import type { Adoption } from "../config/adoption.ts";
import { graphPermissionIds, isAskedAtSignIn, resources, type PermissionName } from "../entra/permissions.ts";
import { isMissingServicePrincipal, reasonOf } from "./azureadError.ts";

/** What a mailbox needs of the application that it adopts. */
export interface Needs {
  /** The name that messages use: `support (support@contoso.com)`. */
  readonly label: string;
  readonly redirectUri: string;
  readonly permissions: readonly PermissionName[];
}

/** An application that people have made. */
export interface AdoptedApplication {
  readonly objectId: string;
  readonly clientId: string;
  /** Undefined where it has no service principal yet. */
  readonly servicePrincipalObjectId: string | undefined;
  /** What it lacks for mail to work, in words; adopting adds nothing to it. */
  readonly lacks: readonly string[];
}

/**
 * Finds the application that the configuration adopts, through the azuread provider.
 *
 * @param asDeployer the provider to read it with.
 * @returns undefined when the configuration names none.
 * @throws RunError when it does not exist, or when its two ids are of different applications.
 */
export async function findAdoptedApplication(
  { applicationObjectId, clientId }: Adoption,
  { label, redirectUri, permissions }: Needs,
  asDeployer: pulumi.InvokeOptions,
): Promise<AdoptedApplication | undefined> {
  const id = applicationObjectId ?? clientId;
  if (id === undefined) return undefined;
  const application = await azuread
    .getApplication(applicationObjectId === undefined ? { clientId: id } : { objectId: id }, asDeployer)
    .catch((error: unknown) => {
      throw new pulumi.RunError(
        `Mailbox ${label} is to adopt the application ${id}, but it could not be read from Entra ID: ${reasonOf(error)}. ` +
          `Compare adopt.${applicationObjectId === undefined ? "clientId" : "applicationObjectId"} with the application's page in the Entra admin center.`,
      );
    });
  if (clientId !== undefined && clientId !== application.clientId.toLowerCase()) {
    throw new pulumi.RunError(
      `Mailbox ${label} is to adopt the application with the object id ${applicationObjectId}, but its client id is ` +
        `${application.clientId}, not ${clientId}. Correct adopt.clientId or remove it.`,
    );
  }
  const servicePrincipal = await azuread
    .getServicePrincipal({ clientId: application.clientId }, asDeployer)
    .catch((error: unknown) => {
      if (isMissingServicePrincipal(error)) return undefined;
      throw new pulumi.RunError(
        `Could not read the service principal of the application that mailbox ${label} adopts: ${reasonOf(error)}.`,
      );
    });
  const onGraph = application.requiredResourceAccesses.find(
    ({ resourceAppId }) => resourceAppId === resources.microsoftGraph.appId,
  );
  const declared = new Set(onGraph?.resourceAccesses.map((access) => access.id));
  const redirectUris = application.webs.flatMap((web) => web.redirectUris);
  return {
    objectId: application.objectId,
    clientId: application.clientId,
    servicePrincipalObjectId: servicePrincipal?.objectId,
    lacks: [
      ...permissions
        .filter((name) => !declared.has(graphPermissionIds[name]) && !isAskedAtSignIn(name))
        .map((name) => `the permission ${name} on Microsoft Graph`),
      ...(redirectUris.includes(redirectUri) ? [] : [`the redirect URI ${redirectUri}`]),
    ],
  };
}
