/**
 * An answer of XCALLY's that is not a success, or no answer at all.
 *
 * The message says METHOD, path and reason; it never holds a query string, a header or a body that was sent, because an
 * API key may travel in the query and a client secret in the body.
 */
export class XcallyError extends Error {
  override readonly name = "XcallyError";
  /** HTTP method of the request that failed. */
  readonly method: string;
  /** Path of the request, without its query. */
  readonly path: string;
  /** HTTP status of the answer; undefined when there was none. */
  readonly status: number | undefined;
  /** What the server or the network said, in its own words. */
  readonly reason: string;

  constructor(method: string, path: string, status: number | undefined, reason: string) {
    super(`${method} ${path} ${status === undefined ? "got no answer" : `answered ${status}`}: ${reason}`);
    this.method = method;
    this.path = path;
    this.status = status;
    this.reason = reason;
  }
}

/** Whether the error says that the record asked for does not exist (a JSON 404, not a proxy's page). */
export function isNotFound(error: unknown): boolean {
  return error instanceof XcallyError && error.status === 404 && error.reason !== notJson(404);
}

/** The reason given for an answer that is not JSON although XCALLY's API always answers JSON. */
export function notJson(status: number): string {
  return `status ${status} came with a page that is not JSON, so this is not XCALLY's API answering`;
}

/** What a person can do about a failed request, as one sentence; empty when the server's own words are the best advice. */
export function adviceFor(error: XcallyError): string {
  if (error.status === undefined) return adviceForNetwork(error.reason);
  if (error.reason === notJson(error.status)) {
    return "Check xcallyUrl: it must be the address of the XCALLY server itself, not of a proxy or a login page.";
  }
  switch (error.status) {
    case 401:
      return "Check the credentials: XCALLY_API_KEY in the environment, or xcallyApiKey, xcallyUser and xcallyPassword in the configuration (an API key is made under Staff > Users > Api Key Manager).";
    case 403:
      return "The XCALLY user must be an administrator.";
    case 404:
      return "Check xcallyUrl and, where this server's routes differ, contract.routes in the configuration.";
    default:
      return "";
  }
}

function adviceForNetwork(reason: string): string {
  if (/SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_/.test(reason)) {
    return "Set xcallyCaFile to the PEM file of the authority that signed the server's certificate.";
  }
  if (/ENOTFOUND|EAI_AGAIN/.test(reason)) return "Check the host name in xcallyUrl.";
  return "Check that xcallyUrl can be reached from here and that a proxy, if one is needed, is named in HTTPS_PROXY.";
}
