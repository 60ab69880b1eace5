import { redirectUrisOf } from "../graph/rules/redirectUris.ts";
import type { RedirectUriKind } from "../graph/rules/redirectUris.ts";
import type { Application } from "../state/entities.ts";

/**
 * Finds the redirect URI of an application that a request means: the same to the letter, but that any port fits on
 * `localhost`, and that a URI without a path is the same as one with `/`. Wildcards are not served and match nothing.
 *
 * @returns the URI to send the browser to, and for which kind of client it is registered.
 */
export function matchRedirectUri(
  { settings }: Application,
  asked: string,
): { readonly uri: string; readonly kind: RedirectUriKind } | undefined {
  const uri = withPath(asked);
  const found = redirectUrisOf(settings).find(
    (registered) => withoutLocalPort(withPath(registered.uri)) === withoutLocalPort(uri),
  );
  return found && { uri, kind: found.kind };
}

function withPath(uri: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?]+$/i.test(uri) ? `${uri}/` : uri;
}

function withoutLocalPort(uri: string): string {
  return uri.replace(/^(https?:\/\/localhost):\d+(?=[/?]|$)/, "$1");
}
