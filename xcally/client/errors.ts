/**
 * Our own codes for what can be wrong with an answer, beside Node's and undici's codes of network errors.
 * - `NOT_HTTP`: something else than HTTP.
 * - `NOT_JSON`: a page or anything else that is not JSON.
 * - `REDIRECT`: a redirect, which is never followed.
 * - `TOO_LARGE`, `TOO_DEEP`: larger, or nested deeper, than any answer of XCALLY's.
 * - `UNEXPECTED`: JSON of another shape than the contract says.
 * - `API_MISSING`: neither a record nor its collection was found.
 * - `DEADLINE`: no complete answer before the operation's deadline.
 */
export type AnswerCode =
  "NOT_HTTP" | "NOT_JSON" | "REDIRECT" | "TOO_LARGE" | "TOO_DEEP" | "UNEXPECTED" | "API_MISSING" | "DEADLINE";

/** What is known of a failure besides its reason. */
export interface FailureDetails {
  /** What kind of failure it is, where its status does not say it. */
  readonly code?: AnswerCode | (string & {});
  /** How long the server asks to be left alone, in milliseconds (`Retry-After`). */
  readonly retryAfter?: number;
  /** The setting that says what this answer should be like, such as `contract.routes.mailAccounts`. */
  readonly setting?: string;
  /** What was tried, such as `after 8 tries`. */
  readonly note?: string;
}

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
  readonly details: FailureDetails;

  constructor(
    method: string,
    path: string,
    status: number | undefined,
    reason: string,
    details: FailureDetails = {},
  ) {
    const answer = status === undefined ? "got no answer" : `answered ${status}`;
    super(`${method} ${path} ${answer}: ${reason}${details.note === undefined ? "" : ` (${details.note})`}`);
    this.method = method;
    this.path = path;
    this.status = status;
    this.reason = reason;
    this.details = details;
  }

  /** The same failure, with a word about what was tried. */
  withNote(note: string): XcallyError {
    return new XcallyError(this.method, this.path, this.status, this.reason, { ...this.details, note });
  }
}

/** Whether the error says that nothing was found at the path asked for (a JSON 404, not a proxy's page). */
export function isNotFound(error: unknown): boolean {
  return error instanceof XcallyError && error.status === 404 && error.details.code === undefined;
}
