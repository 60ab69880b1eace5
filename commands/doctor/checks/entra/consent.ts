import type { ConsentMode } from "../../../../config/options.ts";
import type { ExistingGrant } from "../../../../entra/graph.ts";
import { unlessForbidden } from "../../../../entra/graphQuery.ts";
import { isProtocolPermission, type PermissionName } from "../../../../entra/permissions.ts";
import { fail, pass, skip, warn, type Finding } from "../../finding.ts";
import type { StackRegistration } from "../../registrations.ts";
import type { Api, Apis } from "./apis.ts";
import type { Directory } from "./directory.ts";
import type { FoundRegistration } from "./foundRegistration.ts";

/** Whether consent is given to every permission that an application needs, on each API. */
export async function checkConsent(
  { graph }: Directory,
  { registration, principal }: FoundRegistration,
  mode: ConsentMode,
  { microsoftGraph, exchangeOnline, onExchange }: Apis,
): Promise<readonly Finding[]> {
  const { label, output, permissions } = registration;
  // Where nothing is there that could have consent, that is what is said.
  if (principal === undefined) return [];
  const grants = await unlessForbidden(graph.grantsOf(output.clientId));
  if (grants === undefined) {
    return [
      skip(
        `Consent for the application ${label} cannot be read: that needs DelegatedPermissionGrant.ReadWrite.All or Directory.Read.All.`,
      ),
    ];
  }
  const listed = permissions.filter((name) => isProtocolPermission(name) && onExchange.has(name));
  return [
    ...(microsoftGraph === undefined
      ? []
      : [compare(registration, mode, grants, microsoftGraph, permissions)]),
    ...(exchangeOnline === undefined
      ? []
      : listed.length === 0
        ? [
            skip(
              `${exchangeOnline.name} of this tenant lists no mail permissions, so consent on it is not looked at; that on Microsoft Graph may do.`,
            ),
          ]
        : [compare(registration, mode, grants, exchangeOnline, listed)]),
  ];
}

function compare(
  { label, output, isAdopted }: StackRegistration,
  mode: ConsentMode,
  grants: readonly ExistingGrant[],
  api: Api,
  needed: readonly PermissionName[],
): Finding {
  const onApi = grants.filter(({ resourceId }) => resourceId === api.objectId);
  // Where people consent for themselves, one who did is enough: it is one person who signs in.
  const counted =
    mode === "tenant" ? onApi.filter(({ consentType }) => consentType === "AllPrincipals") : onApi;
  const granted = new Set(counted.flatMap(({ scope }) => scope));
  const missing = needed.filter((name) => !granted.has(name));
  if (missing.length === 0) {
    return pass(`Consent on ${api.name} covers every permission of the application ${label}.`);
  }
  const says = `Consent on ${api.name} lacks ${missing.join(", ")} for the application ${label}, so a sign-in may stop (AADSTS65001).`;
  const link = `Open ${output.adminConsentUrl} and consent.`;
  if (mode === "interactive") return warn(says, "Entra ID administrator", link);
  if (isAdopted) return fail(says, "Entra ID administrator", link);
  return fail(says, "whoever runs the stack", "Run pulumi refresh and pulumi up, which consents.");
}
