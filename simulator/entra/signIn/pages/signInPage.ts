import { html } from "hono/html";
import type { TokenError } from "../../identity/errors/tokenError.ts";
import type { Tenant } from "../../state/directory.ts";
import type { Flow } from "../flow.ts";
import { layout } from "./layout.ts";
import type { Html } from "./layout.ts";

/** The page that asks for name and password. The fields are called as on the real pages. */
export function signInPage(
  tenant: Tenant,
  { id, request }: Flow,
  failed?: { readonly name: string; readonly error: TokenError },
): Html {
  const name = failed?.name ?? request.loginHint ?? "";
  return layout(
    `Sign in to ${tenant.displayName}`,
    html`<h1>Sign in</h1>
      <p>to continue to ${request.client.application.settings.displayName}</p>
      ${failed ? html`<p role="alert">AADSTS${failed.error.code}: ${failed.error.message}</p>` : ""}
      <form method="post" action="/${tenant.id}/login">
        <input type="hidden" name="ctx" value="${id}" />
        <label for="loginfmt">User name</label>
        <input id="loginfmt" name="loginfmt" type="text" autocomplete="username" value="${name}" />
        <label for="passwd">Password</label>
        <input id="passwd" name="passwd" type="password" autocomplete="current-password" />
        <button type="submit">Sign in</button>
      </form>`,
  );
}
