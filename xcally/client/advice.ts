import type { XcallyError } from "./errors.ts";

const notTheServer =
  "Check xcallyUrl: it must be the address of the XCALLY server itself, not of a proxy or a login page.";
const schemeOfUrl = "Check whether xcallyUrl begins with the right one of http and https.";
const otherRoutes =
  "Check xcallyUrl and, where this server's routes differ, contract.basePath and contract.routes in the configuration.";

const byCode: Readonly<Record<string, string>> = {
  NOT_JSON: notTheServer,
  TOO_LARGE: notTheServer,
  TOO_DEEP: notTheServer,
  REDIRECT: "Set xcallyUrl to the address at which the API itself answers.",
  API_MISSING: otherRoutes,
  DEADLINE: "Check that the server is well, or give it more time with xcallyConnection.deadlineSeconds.",
  ENOTFOUND: "Check the host name in xcallyUrl.",
  EAI_AGAIN: "Check the host name in xcallyUrl.",
  NOT_HTTP: schemeOfUrl,
  ERR_SSL_WRONG_VERSION_NUMBER: schemeOfUrl,
  CERT_HAS_EXPIRED: "Renew the server's certificate.",
  ERR_TLS_CERT_ALTNAME_INVALID: "Use a host name in xcallyUrl that the server's certificate is made out to.",
};

const notReady = "The server or a proxy before it is not ready: try again when it is.";

const byStatus: Readonly<Record<number, string>> = {
  403: "The XCALLY user must be an administrator.",
  404: otherRoutes,
  409: "Give the mailbox another displayName, or rename the other record in XCALLY.",
  429: "The server takes fewer requests: lower xcallyConnection.maxInFlight or xcallyConnection.maxPerSecond, or try again later.",
  502: notReady,
  503: notReady,
  504: notReady,
};

/**
 * What a person can do about a failed request, as one sentence; empty when the server's own words are the best advice.
 *
 * @param variablePrefix what the environment variables with the server's credentials begin with.
 */
export function adviceFor(
  { status, details: { code, setting } }: XcallyError,
  variablePrefix = "XCALLY",
): string {
  if (setting !== undefined) return `If this server's API differs (see its /apidoc), set ${setting}.`;
  // A proxy's page about a server that is down is not JSON either.
  const known = byStatus[status ?? 0] === notReady ? notReady : byCode[code ?? ""];
  if (known !== undefined) return known;
  if (status === 401) return credentials(variablePrefix);
  if (status !== undefined) return byStatus[status] ?? "";
  if (/SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_/.test(code ?? "")) {
    return "Set xcallyCaFile to the PEM file of the authority that signed the server's certificate.";
  }
  return "Check that xcallyUrl can be reached from here and that a proxy, if one is needed, is named in HTTPS_PROXY.";
}

function credentials(variablePrefix: string): string {
  return `Check the credentials: ${variablePrefix}_API_KEY in the environment, or xcallyApiKey, xcallyUser and xcallyPassword in the configuration (an API key is made under Staff > Users > Api Key Manager).`;
}
