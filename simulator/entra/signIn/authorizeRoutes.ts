import { Hono } from "hono";
import type { NodeEnvironment } from "../../shared/listen.ts";
import { NotServed } from "./notServed.ts";
import { authorizeErrors } from "../identity/errors/authorizeErrors.ts";
import { tenantAliases } from "../identity/tenants.ts";
import { redirectErrors } from "./answers.ts";
import { beginFlow } from "./flow.ts";
import type { FlowTarget, SignInContext } from "./flow.ts";
import { nextStep } from "./nextStep.ts";
import { readAdminConsentRequest, readAuthorizeRequest } from "./readRequest.ts";
import { readTarget } from "./readTarget.ts";

/** `GET /{tenant}/oauth2/v2.0/authorize` and `GET /{tenant}/v2.0/adminconsent`: where clients send browsers. */
export function authorizeRoutes(signIn: SignInContext): Hono<NodeEnvironment> {
  const { identity } = signIn;
  const routes = new Hono<NodeEnvironment>();
  const ways = [
    { path: "/:tenant/oauth2/v2.0/authorize", purpose: "code", read: readAuthorizeRequest },
    { path: "/:tenant/v2.0/adminconsent", purpose: "adminConsent", read: readAdminConsentRequest },
  ] as const;
  for (const { path, purpose, read } of ways) {
    routes.get(path, (context) => {
      const query = new URL(context.req.url).searchParams;
      const segment = context.req.param("tenant");
      const target = readTarget(identity, purpose, segment, query);
      return redirectErrors(context, target, identity.directory.now(), () => {
        if (tenantAliases.includes(segment)) refuseAlias(target, segment);
        return nextStep(context, signIn, beginFlow(signIn, read(identity, target, query)));
      });
    });
  }
  return routes;
}

/** An application of one tenant cannot be used where several sign in; the stand-in has but one tenant's applications. */
function refuseAlias({ client }: FlowTarget, segment: string): never {
  const { appId, settings } = client.application;
  if (settings.signInAudience === "AzureADMyOrg") {
    throw authorizeErrors.notMultiTenant(appId, settings.displayName);
  }
  throw new NotServed(`sign-in at /${segment} with an application of several tenants`);
}
