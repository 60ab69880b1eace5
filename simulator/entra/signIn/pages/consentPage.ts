import { html } from "hono/html";
import type { AskedResource } from "../../identity/delegatedScopes.ts";
import { registeredPermissions } from "../../identity/consent.ts";
import type { Tenant } from "../../state/directory.ts";
import type { User } from "../../state/entities.ts";
import { microsoftGraph } from "../../state/microsoftApis.ts";
import type { Flow } from "../flow.ts";
import { layout } from "./layout.ts";
import type { Html } from "./layout.ts";

/**
 * The page that asks whether the application may have its permissions.
 *
 * @param administrator whether the person may also accept for everyone.
 */
export function consentPage(tenant: Tenant, { id, request }: Flow, user: User, administrator: boolean): Html {
  const { client, asked, purpose } = request;
  const openId = [...asked.openId].map((name) => titleOf(microsoftGraph.scopes, name));
  return layout(
    "Permissions requested",
    html`<h1>
        ${purpose === "adminConsent" ? "Permissions requested for your organization" : "Permissions requested"}
      </h1>
      <p>${user.userPrincipalName}</p>
      <p>${client.application.settings.displayName} (${tenant.domain}) would like to:</p>
      <ul>
        ${[...asked.resources.flatMap((resource) => titlesOf(request, resource)), ...openId].map(
          (title) => html`<li>${title}</li>`,
        )}
      </ul>
      <form method="post" action="/${tenant.id}/consent">
        <input type="hidden" name="ctx" value="${id}" />
        ${
          administrator && purpose === "code"
            ? html`<label>
                <input type="checkbox" name="organization" value="on" /> Consent on behalf of your
                organization
              </label>`
            : ""
        }
        <button type="submit" name="decision" value="accept">Accept</button>
        <button type="submit" name="decision" value="cancel">Cancel</button>
      </form>`,
  );
}

function titlesOf(
  { client }: Flow["request"],
  { principal, isDefault, permissions }: AskedResource,
): string[] {
  const names = isDefault ? registeredPermissions(client, principal) : permissions;
  const api = principal.publishedApi;
  return names.map((name) => `${titleOf(api?.scopes ?? [], name)} (${api?.displayName ?? principal.appId})`);
}

function titleOf(
  scopes: readonly { readonly value: string | null; readonly userConsentDisplayName: string | null }[],
  name: string,
): string {
  return scopes.find(({ value }) => value === name)?.userConsentDisplayName ?? name;
}
