import { Hono } from "hono";
import { requireAdminInBrowser } from "../authentication.ts";
import { ApiError, notFound } from "../errors.ts";
import { Refusal } from "../refusal.ts";
import type { XcallyServer } from "../server.ts";
import { defaultRoutes } from "../switches.ts";
import { plainPage } from "./plainPage.ts";
import { scopesFor } from "./scopes.ts";
import { requestTokens, tenantOf } from "./tokens.ts";

/**
 * A Cloud Provider's sign-in: `GET /api{cloudProviders}/{id}{authenticate}` sends an admin's browser to Entra ID, and Entra ID sends it
 * back to `{callbackPath}`. The vendor's page names this step; its paths are assumptions, and switches.
 *
 * The first one wants an admin's credentials as every other route does; a browser without any is asked for user and password (HTTP
 * Basic). The second one wants none: whoever has the `state` was sent to Entra ID by the first.
 */
export function signInRoutes(server: XcallyServer): Hono {
  const { state, switches } = server;
  const paths = { ...defaultRoutes, ...switches.routes };
  const redirectUri = server.url() + switches.callbackPath;
  const routes = new Hono();

  const authenticate = `/api${paths.cloudProviders}/:id${paths.authenticate}`;
  routes.get(authenticate, requireAdminInBrowser(server), (context) => {
    const provider = state.cloudProviders.get(Number(context.req.param("id")));
    if (!provider) throw notFound();
    const query = new URLSearchParams({
      client_id: provider.clientId ?? "",
      response_type: "code",
      redirect_uri: redirectUri,
      scope: scopesFor(provider, state, switches),
      state: state.signIns.begin(provider.id),
    });
    const { loginUrl } = requireOffice365(server);
    return context.redirect(`${loginUrl}/${tenantOf(provider)}/oauth2/v2.0/authorize?${query.toString()}`);
  });

  routes.get(switches.callbackPath, async (context) => {
    const { code, error, error_description: description, state: given } = context.req.query();
    const provider = state.cloudProviders.get(state.signIns.take(given ?? "") ?? 0);
    const refuse = (reason: string) => context.html(plainPage("Sign-in failed", "alert", reason), 400);
    if (!provider)
      return refuse("This sign-in is not known, or it was finished already. Begin again in XCALLY.");
    if (error !== undefined) return refuse(description ?? error);
    if (code === undefined) return refuse("Entra ID sent no code.");
    try {
      const { refreshToken, address } = await requestTokens(
        requireOffice365(server).loginUrl,
        provider,
        scopesFor(provider, state, switches),
        { grant_type: "authorization_code", code, redirect_uri: redirectUri },
      );
      if (refreshToken === undefined) return await refuse("Entra ID sent no refresh token.");
      state.signIns.keep(provider.id, { address, refreshToken });
    } catch (failure) {
      if (failure instanceof Refusal) return refuse(failure.message);
      throw failure;
    }
    return context.html(plainPage("Signed in", "status", `${provider.name} can be used now.`));
  });

  return routes;
}

function requireOffice365({ office365 }: XcallyServer) {
  const known = office365();
  if (known) return known;
  throw new ApiError(500, "This stand-in was started without the address of a sign-in.");
}
