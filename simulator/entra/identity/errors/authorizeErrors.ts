import { TokenError } from "./tokenError.ts";

/** Refusals of what a client sends to `/authorize`, before any person is asked. */
export const authorizeErrors = {
  /** Shown, never redirected, at `/authorize`; the token endpoint answers with `invalid_client`. */
  unregisteredRedirectUri: (uri: string, appId: string) =>
    new TokenError(
      400,
      "invalid_client",
      50011,
      `The redirect URI '${uri}' specified in the request does not match the redirect URIs configured for the application '${appId}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal. Navigate to https://aka.ms/redirectUriMismatchError to learn more about how to fix this.`,
    ),
  noRedirectUriRegistered: () =>
    new TokenError(400, "invalid_request", 500113, "No reply address is registered for the application."),
  noRedirectUriGiven: () => new TokenError(400, "invalid_request", 900971, "No reply address provided."),
  notMultiTenant: (appId: string, name: string) =>
    new TokenError(
      400,
      "invalid_request",
      50194,
      `Application '${appId}'(${name}) is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such applications created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant.`,
    ),
  responseTypeNotEnabled: (responseType: string) =>
    new TokenError(
      400,
      "unsupported_response_type",
      responseType === "token" ? 700051 : 700054,
      `response_type '${responseType}' is not enabled for the application.`,
    ),
  unknownPrompt: (prompt: string) =>
    new TokenError(400, "invalid_request", 90023, `Unsupported 'prompt' value '${prompt}'.`),
  malformedCodeChallenge: () =>
    new TokenError(400, "invalid_request", 501491, "Invalid size of Code_Challenge parameter."),
};
