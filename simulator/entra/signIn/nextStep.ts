import type { Context } from "hono";
import { needsConsent } from "../identity/consent.ts";
import { consentErrors } from "../identity/errors/consentErrors.ts";
import { personErrors } from "../identity/errors/personErrors.ts";
import { TokenError } from "../identity/errors/tokenError.ts";
import { requireAdmitted, requireMayHaveToken } from "../identity/personRules.ts";
import type { SignedIn } from "../identity/signInStore.ts";
import { microsoftGraphAppId } from "../state/microsoftApis.ts";
import { endFlow } from "./endFlow.ts";
import type { Flow, SignInContext } from "./flow.ts";
import { consentPage } from "./pages/consentPage.ts";
import { secondFactorPage } from "./pages/secondFactorPage.ts";
import { signInPage } from "./pages/signInPage.ts";
import { keepSession, sessionFor } from "./sessions.ts";

/** Refusals that a second factor lifts. */
const secondFactorCodes = [50076, 50079];
/** Refusals that a new sign-in lifts. */
const signInCodes = [50173, 70043];

/**
 * Goes on with a sign-in: shows the page whose turn it is, or sends the browser back to the client.
 *
 * @throws TokenError which belongs on a page or goes back to the client, by its details.
 */
export function nextStep(context: Context, signIn: SignInContext, flow: Flow): Response | Promise<Response> {
  const { identity } = signIn;
  const { directory } = identity;
  const { request } = flow;
  const isSilent = request.prompts.has("none");
  flow.signedIn ??= sessionFor(context, identity, request);
  if (!flow.signedIn) {
    if (isSilent) throw personErrors.noSession();
    return context.html(signInPage(directory.tenant, flow));
  }

  const refusal = refusalOf(signIn, flow, flow.signedIn);
  if (refusal) {
    if (isSilent) throw interactionRequired(refusal);
    if (secondFactorCodes.includes(refusal.code)) {
      return context.html(secondFactorPage(directory.tenant, flow, refusal.code === 50079));
    }
    if (!signInCodes.includes(refusal.code)) throw refusal;
    flow.signedIn = undefined;
    return context.html(signInPage(directory.tenant, flow));
  }
  keepSession(context, identity, flow.signedIn);

  if (request.purpose === "code") requireAdmitted(directory, request.client, flow.signedIn);
  if (!flow.hasConsented && asksForConsent(signIn, flow, flow.signedIn)) {
    const { appId, settings } = request.client.application;
    if (isSilent) throw interactionRequired(consentErrors.missing(appId, settings.displayName));
    requireMayConsent(signIn, flow.signedIn, request.purpose);
    const { administrator } = directory.accountOf(flow.signedIn.user.userPrincipalName);
    return context.html(consentPage(directory.tenant, flow, flow.signedIn.user, administrator));
  }
  return endFlow(context, signIn, flow, flow.signedIn);
}

/** @throws TokenError 90094 when the person may not consent, or not for everyone. */
export function requireMayConsent(
  { identity }: SignInContext,
  { user }: SignedIn,
  purpose: Flow["request"]["purpose"],
): void {
  const { administrator } = identity.directory.accountOf(user.userPrincipalName);
  if (administrator || (purpose === "code" && identity.switches.usersMayConsent)) return;
  throw consentErrors.administratorNeeded();
}

function refusalOf(
  { identity }: SignInContext,
  { request }: Flow,
  signedIn: SignedIn,
): TokenError | undefined {
  const resourceAppId = request.asked.resources[0]?.principal.appId ?? microsoftGraphAppId;
  try {
    requireMayHaveToken(identity.directory, signedIn, resourceAppId);
    return undefined;
  } catch (error) {
    if (error instanceof TokenError) return error;
    throw error;
  }
}

function asksForConsent({ identity }: SignInContext, { request }: Flow, { user }: SignedIn): boolean {
  return (
    request.purpose === "adminConsent" ||
    request.prompts.has("consent") ||
    needsConsent(identity, request.client, user, request.asked)
  );
}

/** What a silent request gets where a person would be asked: the same code under the name that means "ask". */
function interactionRequired({ status, code, message }: TokenError): TokenError {
  return new TokenError(status, "interaction_required", code, message);
}
