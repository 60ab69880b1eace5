import { Hono } from "hono";
import type { NodeEnvironment } from "../../shared/listen.ts";
import { readForm } from "../identity/clientCredentials.ts";
import { recordConsent } from "../identity/consent.ts";
import { consentErrors } from "../identity/errors/consentErrors.ts";
import { personErrors } from "../identity/errors/personErrors.ts";
import { redirectErrors } from "./answers.ts";
import type { SignInContext } from "./flow.ts";
import { nextStep, requireMayConsent } from "./nextStep.ts";
import { findFlow } from "./passwordRoutes.ts";

/**
 * `POST /{tenant}/consent`: what the consent page's form sends. What is accepted becomes grants, one per API, of the person or,
 * where an administrator says so, of everyone.
 */
export function consentRoute(signIn: SignInContext): Hono<NodeEnvironment> {
  const { identity, flows } = signIn;
  const { directory } = identity;
  const routes = new Hono<NodeEnvironment>();
  routes.post("/:tenant/consent", async (context) => {
    const form = await readForm(context);
    const flow = findFlow(signIn, form);
    const { request, signedIn } = flow;
    if (!signedIn) throw personErrors.signInTooLong();
    return redirectErrors(context, request, directory.now(), () => {
      if (form.get("decision") !== "accept") {
        flows.delete(flow.id);
        throw consentErrors.declined(request.purpose === "code" ? "access_denied" : "consent_required");
      }
      requireMayConsent(signIn, signedIn, request.purpose);
      const { administrator } = directory.accountOf(signedIn.user.userPrincipalName);
      const isForAll =
        request.purpose === "adminConsent" || (administrator && form.get("organization") === "on");
      recordConsent(directory, request.client, request.asked, isForAll ? undefined : signedIn.user);
      flow.hasConsented = true;
      return nextStep(context, signIn, flow);
    });
  });
  return routes;
}
