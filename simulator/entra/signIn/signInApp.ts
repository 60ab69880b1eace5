import { Hono } from "hono";
import type { NodeEnvironment } from "../../shared/listen.ts";
import { NotServed } from "./notServed.ts";
import { TokenError } from "../identity/errors/tokenError.ts";
import { showError } from "./answers.ts";
import { authorizeRoutes } from "./authorizeRoutes.ts";
import { consentRoute } from "./consentRoute.ts";
import type { SignInContext } from "./flow.ts";
import { passwordRoutes } from "./passwordRoutes.ts";

/**
 * The pages on which people sign in and consent. They ask for what the real ones ask for, in plain forms without scripts, with
 * the name and the password on one page.
 *
 * @param markUnexpected Told about requests that the real service would serve and the stand-in does not.
 */
export function signInApp(
  signIn: SignInContext,
  markUnexpected: (request: Request) => void,
): Hono<NodeEnvironment> {
  const app = new Hono<NodeEnvironment>();
  app.onError((error, context) => {
    if (error instanceof TokenError) return showError(context, error, signIn.identity.directory.now());
    if (!(error instanceof NotServed)) throw error;
    markUnexpected(context.req.raw);
    return context.text(error.message, 501);
  });
  // Every browser asks for it beside the pages.
  app.get("/favicon.ico", (context) => context.body(null, 204));
  app.route("/", authorizeRoutes(signIn));
  app.route("/", passwordRoutes(signIn));
  app.route("/", consentRoute(signIn));
  return app;
}
