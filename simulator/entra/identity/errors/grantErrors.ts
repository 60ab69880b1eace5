import { TokenError } from "./tokenError.ts";

const invalidGrant = (code: number, text: string, suberror?: string): TokenError =>
  new TokenError(400, "invalid_grant", code, text, suberror === undefined ? {} : { suberror });

/**
 * Refusals of authorization codes and refresh tokens. The status 400 of 500112, 54005 and 70008 is an assumption, and so is
 * `invalid_client` of 500112.
 */
export const grantErrors = {
  redirectUriOfOther: (asked: string, given: string) =>
    new TokenError(
      400,
      "invalid_client",
      500112,
      `The reply address '${given}' does not match the reply address '${asked}' provided when requesting Authorization code.`,
    ),
  /** Truncated, put in small letters, or never issued: not `invalid_request`, whatever the text suggests. */
  malformed: () => invalidGrant(9002313, "Invalid request. Request is malformed or invalid."),
  codeRedeemed: () =>
    invalidGrant(
      54005,
      "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.",
    ),
  codeExpired: () =>
    invalidGrant(
      70008,
      "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.",
    ),
  refreshTokenInactive: (issuedAt: Date) =>
    invalidGrant(
      700082,
      `The refresh token has expired due to inactivity. The token was issued on ${issuedAt.toISOString()} and was inactive for 90.00:00:00.`,
      "bad_token",
    ),
  /** That this is the code for what another client was given is an assumption. */
  ofOtherClient: (parameter: "code" | "refresh_token") =>
    invalidGrant(
      70000,
      parameter === "code"
        ? "The provided value for the input parameter 'code' is not valid."
        : "The provided value for the input parameter 'refresh_token' or 'assertion' is not valid.",
    ),
  wrongVerifier: () =>
    invalidGrant(
      501481,
      "The Code_Verifier doesn't match the code_challenge supplied in the authorization request.",
    ),
  secretOfPublicClient: () =>
    new TokenError(
      401,
      "invalid_client",
      700025,
      "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
    ),
  singlePageRedirect: () =>
    new TokenError(
      400,
      "invalid_request",
      9002327,
      "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.",
    ),
  onlyPost: (method: string) =>
    new TokenError(
      400,
      "invalid_request",
      900561,
      `The endpoint only accepts POST requests. Received a ${method} request.`,
    ),
};
