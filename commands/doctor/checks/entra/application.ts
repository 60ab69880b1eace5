import type { Settings } from "../../../../config/settings.ts";
import { isLimitedToOwned, sufficientRole } from "../../../../entra/deployerRights.ts";
import type { Principal, Registration } from "../../../../entra/inspection.ts";
import { graphPermissionIds, isAskedAtSignIn, isProtocolPermission } from "../../../../entra/permissions.ts";
import { fail, pass, sentence, warn, type Finding } from "../../finding.ts";
import type { StackRegistration } from "../../registrations.ts";
import type { Apis } from "./apis.ts";
import type { Directory } from "./directory.ts";
import type { FoundRegistration } from "./foundRegistration.ts";

/** Whether an application exists with its service principal, and has what a sign-in and the next `pulumi up` need. */
export async function checkApplication(
  directory: Directory,
  { registration, application, principal }: FoundRegistration,
  { redirectUri }: Pick<Settings, "redirectUri">,
  apis: Apis,
): Promise<readonly Finding[]> {
  const { label, output } = registration;
  const again =
    "Run pulumi refresh and pulumi up, which makes it again; then somebody signs in again in XCALLY.";
  if (application === undefined) {
    return [
      fail(
        `The application ${output.clientId} ${label} is gone from Entra ID (AADSTS700016).`,
        "whoever runs the stack",
        `${again} Within 30 days it can be restored from the recycle bin instead.`,
      ),
    ];
  }
  return [
    ofPrincipal(registration, principal),
    redirect(registration, application, redirectUri.value),
    ...declared(registration, application, apis),
    ...(await owned(directory, registration)),
  ];
}

function ofPrincipal({ label, output }: StackRegistration, principal: Principal | undefined): Finding {
  const application = `the application ${output.clientId} ${label}`;
  if (principal === undefined) {
    return fail(
      `There is no service principal of ${application} (AADSTS7000229).`,
      "whoever runs the stack",
      "Run pulumi refresh and pulumi up, which makes it again.",
    );
  }
  if (principal.accountEnabled) return pass(sentence(`${application} exists, with its service principal`));
  return fail(
    `Sign-in to ${application} is disabled (AADSTS7000112).`,
    "Entra ID administrator",
    "Enable sign-in for the enterprise application.",
  );
}

function redirect({ label, isAdopted }: StackRegistration, found: Registration, wanted: string): Finding {
  if (found.redirectUris.includes(wanted)) {
    return pass(`The redirect URI ${wanted} is registered on the application ${label}, to the letter.`);
  }
  const registered = [
    ...found.redirectUris,
    ...found.otherRedirectUris.map((uri) => `${uri} (not of the platform Web)`),
  ];
  return fail(
    `The redirect URI ${wanted} is not registered on the application ${label} (AADSTS50011); it has ${registered.join(", ") || "none"}.`,
    isAdopted ? "Entra ID administrator" : "whoever runs the stack",
    isAdopted
      ? "Add it to the application, for the platform Web."
      : "If it is the one that XCALLY uses, run pulumi refresh and pulumi up; else correct redirectUri.",
  );
}

/** Only a warning: a sign-in may ask for what the application does not declare. */
function declared(
  { label, permissions, isAdopted }: StackRegistration,
  { declared: all }: Registration,
  { microsoftGraph, exchangeOnline, onExchange }: Apis,
): readonly Finding[] {
  const ids = (appId: string | undefined) => all.get(appId ?? "") ?? [];
  const onGraph = permissions.filter(
    (name) => !isAskedAtSignIn(name) && !ids(microsoftGraph?.appId).includes(graphPermissionIds[name]),
  );
  const missingOnExchange = permissions.filter((name) => {
    const id = isProtocolPermission(name) ? onExchange.get(name) : undefined;
    return id !== undefined && !ids(exchangeOnline?.appId).includes(id);
  });
  const missing = [
    ...onGraph.map((name) => `${name} on Microsoft Graph`),
    // People who register an application by hand find the permissions on Microsoft Graph only.
    ...(isAdopted ? [] : missingOnExchange.map((name) => `${name} on Office 365 Exchange Online`)),
  ];
  if (missing.length === 0)
    return [pass(`The application ${label} declares every permission that it needs.`)];
  return [
    warn(
      `The application ${label} does not declare ${missing.join(", ")}.`,
      isAdopted ? "Entra ID administrator" : "whoever runs the stack",
      isAdopted ? "Add the permissions to the application." : "Run pulumi refresh and pulumi up.",
    ),
  ];
}

async function owned(
  { claims, inspection }: Directory,
  { label, output }: StackRegistration,
): Promise<readonly Finding[]> {
  const deployer = claims?.objectId;
  if (claims === undefined || deployer === undefined) return [];
  const mayChangeAll =
    claims.scopes === undefined ? !isLimitedToOwned(claims) : sufficientRole(claims) !== undefined;
  const owners = (await inspection.ownersOf(output.applicationObjectId)) ?? [];
  if (owners.includes(deployer)) return [pass(`The deployer is an owner of the application ${label}.`)];
  if (mayChangeAll)
    return [pass(`The deployer may change the application ${label} without being an owner of it.`)];
  // A person's right may come from a role that the token does not name.
  const say = claims.scopes === undefined ? fail : warn;
  return [
    say(
      `The deployer is no owner of the application ${label}, so it may not renew its secrets.`,
      "Entra ID administrator",
      `Make the deployer (object id ${deployer}) an owner of the application and of its service principal.`,
    ),
  ];
}
