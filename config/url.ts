import { BlockList, isIPv4, isIPv6 } from "node:net";
import { isLoopback } from "../network/loopback.ts";
import type { SignInAudience } from "./options.ts";

/** A URL in its normal form, or the sentence that says why it is not allowed. */
export type UrlResult = { readonly url: string } | { readonly problem: string };

/** Where plain http is allowed. */
export type PlainHttp = "loopback" | "private" | "anywhere";

/**
 * The address of an XCALLY server, normalised: the host in lower case, no slash at the end. A path is kept, for
 * servers behind a proxy that publishes them under one.
 *
 * @param basePath the contract's base path, which people copy along with the address
 * @param http where plain http is allowed: every request carries a credential
 */
export function parseServerUrl(text: string, basePath: string, http: PlainHttp): UrlResult {
  if (/[\s\p{Cc}]/u.test(text)) return { problem: "Remove the blanks and control characters." };
  const url = URL.parse(text);
  if (url === null || !/^https?:\/\//i.test(text)) {
    return { problem: "Write the server's address, such as https://xcally.contoso.com." };
  }
  if (url.hostname.includes("*")) return { problem: "Name the one host of the server, without a wildcard." };
  if (url.username !== "" || url.password !== "") {
    return { problem: "Remove the user and password; credentials have settings of their own." };
  }
  if (text.includes("?") || text.includes("#")) return { problem: "Remove everything from ? or # on." };
  if (url.protocol === "http:" && http !== "anywhere" && !isLoopback(url.hostname)) {
    if (isPublicHost(url.hostname)) return { problem: "Use https; http is allowed for localhost only." };
    if (http === "loopback") {
      return {
        problem:
          "Use https; or, if everybody on this network may be trusted, set xcallyConnection.allowHttp to true.",
      };
    }
  }
  const path = url.pathname.replace(/\/+$/, "");
  if (path.endsWith(basePath)) {
    return { problem: `Remove ${basePath} at the end; it is added to every request.` };
  }
  return { url: url.origin + path };
}

/**
 * Why a redirect URI is not allowed by Entra ID, or undefined if it is. A redirect URI is compared character by
 * character, so it is never normalised.
 * Rules: https://learn.microsoft.com/entra/identity-platform/reply-url
 */
export function redirectUriProblem(uri: string, audience: SignInAudience): string | undefined {
  if (uri.includes("*")) return "Name one exact address; a wildcard lets others receive the sign-in.";
  if (!/^[!-~]*$/.test(uri)) return "Use plain ASCII letters, digits and signs only, without blanks.";
  const forbidden = /[!$'(),;]/.exec(uri)?.[0];
  if (forbidden !== undefined) return `Entra ID does not take the character ${forbidden} here. Remove it.`;
  const url = URL.parse(uri);
  if (url === null || !/^https?:\/\//i.test(uri)) {
    return "Write the full address, such as https://xcally.contoso.com/api/auth/azure/callback.";
  }
  if (url.username !== "" || url.password !== "") return "Remove the user and password.";
  if (uri.includes("#")) return "Remove everything from # on; Entra ID takes no fragment.";
  if (url.protocol === "http:" && url.hostname !== "localhost" && url.hostname !== "127.0.0.1") {
    return "Use https; Entra ID takes http for localhost and 127.0.0.1 only.";
  }
  if (!/^https?:\/\/[^/?]+\//i.test(uri)) {
    return "Add the path of XCALLY's callback, or a slash at the end if there is none.";
  }
  if (uri.includes("?") && audience === "AzureADandPersonalMicrosoftAccount") {
    return "Remove everything from ? on; with personal accounts Entra ID takes no query.";
  }
  return uri.length > 256 ? `Shorten it: it has ${uri.length} characters, 256 are allowed.` : undefined;
}

/** Networks that no packet of the internet reaches: RFC 1918, 3927, 4193, 4291. */
const privateNetworks = new BlockList();
for (const [network, bits] of [
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["169.254.0.0", 16],
] as const) {
  privateNetworks.addSubnet(network, bits, "ipv4");
}
privateNetworks.addSubnet("fc00::", 7, "ipv6");
privateNetworks.addSubnet("fe80::", 10, "ipv6");

/**
 * Whether a host may be on the internet: not this machine, no address of a private network, and no name that only a private
 * network knows (one word, or below local, internal or lan).
 *
 * @param hostname as in a URL, IPv6 in brackets
 */
export function isPublicHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (isLoopback(hostname)) return false;
  if (isIPv4(host)) return !privateNetworks.check(host, "ipv4");
  if (isIPv6(host)) return !privateNetworks.check(host, "ipv6");
  return host.includes(".") && !/\.(local|internal|lan)$/.test(host);
}
