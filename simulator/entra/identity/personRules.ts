import { isAdmitted } from "../state/assignment.ts";
import type { Directory } from "../state/directory.ts";
import { personErrors } from "./errors/personErrors.ts";
import type { Client } from "./findClient.ts";
import { isRevoked } from "./signInStore.ts";
import type { SignedIn } from "./signInStore.ts";

/**
 * Checks that policies and administrators still let a person have tokens.
 *
 * @param resourceAppId client id of the API that the token is for.
 * @throws TokenError 50057, 50173, 53003, 50076, 50079 or 70043, the first that applies.
 */
export function requireMayHaveToken(directory: Directory, signedIn: SignedIn, resourceAppId: string): void {
  const account = directory.accountOf(signedIn.user.userPrincipalName);
  if (account.disabled) throw personErrors.disabledUser();
  if (isRevoked(directory, signedIn)) throw personErrors.sessionsRevoked();
  if (account.blockedByConditionalAccess) throw personErrors.blocked();
  if (!signedIn.methods.includes("mfa")) {
    if (account.secondFactor === "required") throw personErrors.secondFactorMissing(resourceAppId);
    if (account.secondFactor === "notRegistered") throw personErrors.secondFactorNotRegistered(resourceAppId);
  }
  const seconds = account.signInFrequencySeconds;
  if (seconds !== undefined && directory.now().getTime() - signedIn.at.getTime() >= seconds * 1000) {
    throw personErrors.signInTooOld(signedIn.at, seconds);
  }
}

/** @throws TokenError 50105 when the application requires an assignment and the person has none. */
export function requireAdmitted(
  directory: Directory,
  { application, principal }: Client,
  { user }: SignedIn,
): void {
  if (isAdmitted(directory, principal, user)) return;
  const { appId, settings } = application;
  throw personErrors.notAssigned(appId, settings.displayName, user.userPrincipalName);
}
