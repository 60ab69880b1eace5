import { TokenError } from "./tokenError.ts";

/** Refusals that have to do with permissions and who has consented to them. */
export const consentErrors = {
  missing: (appId: string, name: string) =>
    new TokenError(
      400,
      "invalid_grant",
      65001,
      `The user or administrator has not consented to use the application with ID '${appId}' named '${name}'. Send an interactive authorization request for this user and resource.`,
      { suberror: "consent_required" },
    ),
  /** @param error `access_denied` where a person signs in, `consent_required` on the way of admin consent. */
  declined: (error: "access_denied" | "consent_required") =>
    new TokenError(400, error, 65004, "User declined to consent to access the app."),
  administratorNeeded: () =>
    new TokenError(400, "access_denied", 90094, "AdminConsentRequired - Administrator consent is required.", {
      onPage: true,
    }),
  /** Of a sign-in; a trailing `%0a` is enough. */
  unknownPermission: (name: string, permission: string, resourceAppId: string) =>
    new TokenError(
      400,
      "invalid_client",
      650053,
      `The application '${name}' asked for scope '${permission}' that doesn't exist on the resource '${resourceAppId}'. Contact the app vendor.`,
    ),
  defaultWithOthers: (scope: string) =>
    new TokenError(
      400,
      "invalid_scope",
      70011,
      `The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid. .default scope can't be combined with resource-specific scopes.`,
    ),
  /** The OAuth error is an assumption: `invalid_request` is as plausible. */
  severalResources: (scope: string) =>
    new TokenError(
      400,
      "invalid_scope",
      28000,
      `Provided value for the input parameter scope is not valid because it contains more than one resource. Scope ${scope} is not valid.`,
    ),
};
