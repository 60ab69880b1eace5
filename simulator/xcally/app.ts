import { Hono } from "hono";
import type { Context } from "hono";
import { html } from "hono/html";
import { ApiError } from "./errors.ts";
import { cloudProviders } from "./routes/cloudProviders.ts";
import { crudRoutes } from "./routes/crud.ts";
import { documentationRoutes } from "./routes/documentation.ts";
import { loginRoutes } from "./routes/login.ts";
import { mailAccounts } from "./routes/mailAccounts.ts";
import type { XcallyServer } from "./server.ts";
import { signInRoutes } from "./signIn/routes.ts";

/**
 * All routes of the server as the switches are at this moment.
 *
 * @param onUnexpected Called with a request for the API that no route serves.
 */
export function createApp(server: XcallyServer, onUnexpected: (request: Request) => void): Hono {
  const providers = cloudProviders(server);
  const accounts = mailAccounts(server);
  const app = new Hono({ strict: false });

  app.route("/", signInRoutes(server));
  app.route(`/api${providers.path}`, crudRoutes(providers, server));
  app.route(`/api${accounts.path}`, crudRoutes(accounts, server));
  app.route("/api/auth", loginRoutes(server));
  app.route("/apidoc", documentationRoutes([providers, accounts]));

  app.all("/api/*", (context) => {
    onUnexpected(context.req.raw);
    return context.json({ message: `No route ${context.req.method} ${context.req.path}` }, 404);
  });
  app.notFound(webPage);
  app.onError((error, context) =>
    error instanceof ApiError
      ? context.json({ message: error.message }, error.status)
      : context.json({ message: `The stand-in failed: ${error.message}` }, 500),
  );
  return app;
}

/** Outside the API the server answers its web application for every path, so a wrong base path looks like success. */
function webPage(context: Context): Response | Promise<Response> {
  const { method, path } = context.req;
  return method === "GET"
    ? context.html(
        html`<!doctype html>
          <html lang="en">
            <head>
              <title>XCALLY</title>
            </head>
            <body></body>
          </html>`,
      )
    : context.html(
        html`<!doctype html>
          <pre>Cannot ${method} ${path}</pre>`,
        404,
      );
}
