import type { ApplicationSettings } from "../../state/entities.ts";

/** The kinds of client an application may have redirect URIs for. */
export type RedirectUriKind = "web" | "spa" | "publicClient";

const greatestLength = 256;
const forbiddenCharacters = /[!$'(),;]/;
const otherSchemes: Readonly<Record<RedirectUriKind, RegExp>> = {
  web: /^(urn|ms-appx-web|brk-multihub):/i,
  spa: /^brk-multihub:/i,
  publicClient: /^[a-z][a-z0-9+.-]*:/i,
};

/** The greatest number of redirect URIs of one application. */
export function greatestNumber(personalAccounts: boolean): number {
  return personalAccounts ? 100 : 256;
}

/** All redirect URIs of an application, each with its kind. */
export function redirectUrisOf(
  settings: ApplicationSettings,
): { readonly kind: RedirectUriKind; readonly uri: string }[] {
  const kinds = ["web", "spa", "publicClient"] as const;
  return kinds.flatMap((kind) => settings[kind].redirectUris.map((uri) => ({ kind, uri })));
}

/**
 * Whether Entra ID registers this redirect URI (reply-url restrictions of the Microsoft identity platform): https
 * anywhere, http only on localhost and 127.0.0.1, no fragment, no characters of `! $ ' ( ) , ;`, and with personal
 * accounts neither wildcard nor query.
 */
export function isAllowedRedirectUri(uri: string, kind: RedirectUriKind, personalAccounts: boolean): boolean {
  if (uri.length > greatestLength || uri.includes("#") || forbiddenCharacters.test(uri)) return false;
  if (personalAccounts && /[*?]/.test(uri)) return false;
  if (!/^https?:/i.test(uri)) return otherSchemes[kind].test(uri);
  if (!URL.canParse(uri)) return false;

  const { protocol, hostname } = new URL(uri);
  return protocol === "https:" || hostname === "localhost" || hostname === "127.0.0.1";
}
