import { html } from "hono/html";
import type { TokenError } from "../../identity/errors/tokenError.ts";
import type { Tenant } from "../../state/directory.ts";
import type { Flow } from "../flow.ts";
import { layout } from "./layout.ts";
import type { Html } from "./layout.ts";

/**
 * The page that asks for a code of the authenticator app.
 *
 * @param isFirst whether the person has to set the app up with it.
 */
export function secondFactorPage(tenant: Tenant, { id }: Flow, isFirst: boolean, error?: TokenError): Html {
  return layout(
    `Sign in to ${tenant.displayName}`,
    html`<h1>${isFirst ? "More information required" : "Enter code"}</h1>
      <p>
        ${
          isFirst
            ? "Your organization needs more information to keep your account secure. Set up your authenticator app and enter the code that it shows."
            : "Enter the code that your authenticator app shows."
        }
      </p>
      ${error ? html`<p role="alert">AADSTS${error.code}: ${error.message}</p>` : ""}
      <form method="post" action="/${tenant.id}/secondfactor">
        <input type="hidden" name="ctx" value="${id}" />
        <label for="otc">Code</label>
        <input id="otc" name="otc" type="text" inputmode="numeric" autocomplete="one-time-code" />
        <button type="submit">Verify</button>
      </form>`,
  );
}
