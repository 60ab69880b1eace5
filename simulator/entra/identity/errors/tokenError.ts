/** What only some refusals have. */
export interface TokenErrorDetails {
  /** More exact than the OAuth error, such as `consent_required`. */
  readonly suberror?: string;
  /** Ids of the Conditional Access policies that refused. */
  readonly policies?: readonly string[];
  /** Whether `/authorize` shows it to the person instead of sending it to the client. Defaults to false. */
  readonly onPage?: boolean;
}

/** A refusal of the token endpoint or of a sign-in. The statuses and the texts are those of real answers. */
export class TokenError extends Error {
  readonly status: 400 | 401;
  /** The OAuth error, such as `invalid_client`. */
  readonly error: string;
  /** The number after `AADSTS`. */
  readonly code: number;
  readonly details: TokenErrorDetails;

  constructor(status: 400 | 401, error: string, code: number, text: string, details: TokenErrorDetails = {}) {
    super(text);
    this.status = status;
    this.error = error;
    this.code = code;
    this.details = details;
  }
}

/** Everything that the token endpoint refuses here. */
export const tokenErrors = {
  unknownTenant: (tenant: string) =>
    new TokenError(
      400,
      "invalid_request",
      90002,
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
    ),
  malformedTenant: (tenant: string) =>
    new TokenError(
      400,
      "invalid_request",
      900023,
      `Specified tenant identifier '${tenant}' is neither a valid DNS name, nor a valid external domain.`,
    ),
  missingParameter: (name: string) =>
    new TokenError(
      400,
      "invalid_request",
      900144,
      `The request body must contain the following parameter: '${name}'.`,
    ),
  unsupportedGrantType: (grantType: string) =>
    new TokenError(
      400,
      "unsupported_grant_type",
      70003,
      `The app requested an unsupported grant type '${grantType}'.`,
    ),
  unknownApplication: (appId: string, tenant: string) =>
    new TokenError(
      400,
      "unauthorized_client",
      700016,
      `Application with identifier '${appId}' was not found in the directory '${tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
    ),
  disabledApplication: (appId: string, name: string) =>
    new TokenError(400, "unauthorized_client", 7000112, `Application '${appId}'(${name}) is disabled.`),
  missingCredential: () =>
    new TokenError(
      401,
      "invalid_client",
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    ),
  wrongSecret: (appId: string) =>
    new TokenError(
      401,
      "invalid_client",
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${appId}'.`,
    ),
  expiredSecret: (appId: string) =>
    new TokenError(
      401,
      "invalid_client",
      7000222,
      `The provided client secret keys for app '${appId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
    ),
  malformedAssertion: () =>
    new TokenError(400, "invalid_request", 50027, "JWT token is invalid or malformed."),
  unknownAssertion: (
    code: 700211 | 700212 | 700213,
    what: "issuer" | "audience" | "subject",
    value: string,
  ) =>
    new TokenError(
      401,
      "invalid_client",
      code,
      `No matching federated identity record found for presented assertion ${what} '${value}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation`,
    ),
  assertionOfOtherCase: (subject: string) =>
    new TokenError(
      401,
      "invalid_client",
      7002138,
      `No matching federated identity record found for presented assertion subject '${subject}'. The subject matches with case-insensitive comparison, but not with case-sensitive comparison. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.`,
    ),
  assertionOutOfTime: () =>
    new TokenError(401, "invalid_client", 700024, "Client assertion is not within its valid time range."),
  assertionWithWrongSignature: () =>
    new TokenError(401, "invalid_client", 700027, "Client assertion failed signature validation."),
  malformedScope: (scope: string) =>
    new TokenError(
      400,
      "invalid_scope",
      70011,
      `The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid.`,
    ),
  scopeWithoutDefault: (scope: string) =>
    new TokenError(
      400,
      "invalid_scope",
      1002012,
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    ),
  unknownResource: (resource: string, tenant: string) =>
    new TokenError(
      400,
      "invalid_resource",
      500011,
      `The resource principal named ${resource} was not found in the tenant named ${tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
    ),
};
