import { TokenError } from "./tokenError.ts";

/** Conditional Access policies of the stand-in's tenant, of whose ids clients are told. */
const policies = ["3c6f4d0e-52ce-4a53-9b7c-6c4f0a9f5d11"];

const multiFactor = { suberror: "basic_action", policies };

/** Refusals that have to do with the person who signs in, or has. */
export const personErrors = {
  /** Also for a mail address that is nobody's user principal name. */
  unknownUser: (tenant: string) =>
    new TokenError(
      400,
      "invalid_grant",
      50034,
      `The user account {EUII Hidden} does not exist in the ${tenant} directory. To sign into this application, the account must be added to the directory.`,
      { onPage: true },
    ),
  wrongPassword: () =>
    new TokenError(
      400,
      "invalid_grant",
      50126,
      "Error validating credentials due to invalid username or password.",
      { onPage: true },
    ),
  wrongSecondFactor: () =>
    new TokenError(
      400,
      "invalid_grant",
      500121,
      "Authentication failed during strong authentication request.",
      { onPage: true },
    ),
  disabledUser: () =>
    new TokenError(400, "invalid_grant", 50057, "The user account is disabled.", { onPage: true }),
  blocked: () =>
    new TokenError(
      400,
      "invalid_grant",
      53003,
      "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
      { suberror: "message_only", policies, onPage: true },
    ),
  secondFactorMissing: (resourceAppId: string) =>
    new TokenError(
      400,
      "invalid_grant",
      50076,
      `Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '${resourceAppId}'.`,
      multiFactor,
    ),
  secondFactorNotRegistered: (resourceAppId: string) =>
    new TokenError(
      400,
      "invalid_grant",
      50079,
      `Due to a configuration change made by your administrator, or because you moved to a new location, you must enroll in multi-factor authentication to access '${resourceAppId}'.`,
      multiFactor,
    ),
  signInTooOld: (signedInAt: Date, seconds: number) =>
    new TokenError(
      400,
      "invalid_grant",
      70043,
      `The refresh token has expired or is invalid due to sign-in frequency checks by conditional access. The token was issued on ${signedInAt.toISOString()} and the maximum allowed lifetime for this request is ${seconds}.`,
      { suberror: "token_expired" },
    ),
  sessionsRevoked: () =>
    new TokenError(
      400,
      "invalid_grant",
      50173,
      "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.",
    ),
  notAssigned: (appId: string, name: string, user: string) =>
    new TokenError(
      400,
      "invalid_grant",
      50105,
      `Your administrator has configured the application ${name} ('${appId}') to block users unless they are specifically granted ('assigned') access to the application. The signed-in user '${user}' is blocked because they are not a direct member of a group with access, nor had access directly assigned by an administrator. Please contact your administrator to assign access to this application.`,
      { onPage: true },
    ),
  userOfOtherTenant: (identityProvider: string, tenant: string, appId: string, name: string) =>
    new TokenError(
      400,
      "access_denied",
      50020,
      `User account '{EUII Hidden}' from identity provider '${identityProvider}' does not exist in tenant '${tenant}' and cannot access the application '${appId}'(${name}) in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different Azure Active Directory user account.`,
    ),
  noSession: () =>
    new TokenError(
      400,
      "login_required",
      50058,
      "A silent sign-in request was sent but no user is signed in.",
    ),
  signInTooLong: () =>
    new TokenError(400, "invalid_grant", 50089, "Authentication failed due to flow token expired.", {
      onPage: true,
    }),
};
