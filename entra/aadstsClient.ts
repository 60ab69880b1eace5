import type { Explanation } from "./explanation.ts";

/** An error code with what it means. */
export interface CodeRow extends Explanation {
  /** The number after `AADSTS`. */
  readonly code: number;
}

/** The service takes no more requests: HTTP status 429, or a code. */
export const throttled: Explanation = {
  kind: "throttled",
  meaning: "Entra ID takes no more requests for the moment",
  action: "run the command again in a few minutes, and look for other programs that ask it without end",
  who: "deployer",
};

/** The service is in trouble: an HTTP status of 500 or more, or a code. */
export const unavailable: Explanation = {
  kind: "unavailable",
  meaning: "Entra ID is not available at the moment",
  action: "run the command again later",
  who: "deployer",
};

/** Codes that an application may meet which presents itself by its secret; no person takes part. */
export const clientCodes: readonly CodeRow[] = [
  {
    code: 7000215,
    kind: "wrongSecret",
    meaning:
      "Entra ID knows no such secret, because it is wrong, was removed, or has not reached every server yet",
    action:
      "run the command again in a few minutes, and make a new secret if this one is refused for an hour",
    who: "deployer",
  },
  {
    code: 7000222,
    kind: "expired",
    meaning: "the secret has expired",
    action: "make a new secret, and check that the clock of this machine is right",
    who: "deployer",
  },
  {
    code: 7000218,
    kind: "secretMissing",
    meaning: "no secret was sent",
    action: "enter the client secret where it is missing",
    who: "deployer",
  },
  {
    code: 700025,
    kind: "badRequest",
    meaning: "the application is registered as a public client, which has no secret",
    action: "register the redirect URI for the platform Web, and turn off public client flows",
    who: "deployer",
  },
  {
    code: 700016,
    kind: "applicationMissing",
    meaning:
      "the tenant knows no such application, because it was deleted, is in another tenant, or has not reached every server yet",
    action: "check the tenant id and that the application exists, and run the command again in a few minutes",
    who: "deployer",
  },
  {
    code: 7000229,
    kind: "applicationMissing",
    meaning:
      "the tenant has no service principal for the application, or it has not reached every server yet",
    action: "check that the enterprise application exists, and run the command again in a few minutes",
    who: "deployer",
  },
  {
    code: 7000112,
    kind: "applicationDisabled",
    meaning: "the application is disabled in this tenant",
    action: "enable sign-in for the enterprise application",
    who: "administrator",
  },
  {
    code: 90002,
    kind: "tenantMissing",
    meaning: "there is no such tenant in this cloud",
    action: "check the tenant id, and ARM_ENVIRONMENT if the tenant is in a national cloud",
    who: "deployer",
  },
  {
    code: 900023,
    kind: "tenantMissing",
    meaning: "the tenant id is neither a GUID nor a domain",
    action: "set the tenant id to the GUID that the tenant's overview page shows",
    who: "deployer",
  },
  {
    code: 53003,
    kind: "policy",
    meaning: "a Conditional Access policy forbids the token",
    action: "let this application, or the address that it comes from, through the Conditional Access policy",
    who: "administrator",
  },
  {
    code: 70011,
    kind: "scope",
    meaning: "the scope is malformed",
    action: "check the scope, and that the address of Microsoft Graph is that of the tenant's cloud",
    who: "deployer",
  },
  {
    code: 1002012,
    kind: "scope",
    meaning: "the scope does not end in /.default, as one without a person must",
    action: "ask for the scope {resource}/.default",
    who: "deployer",
  },
  {
    code: 500011,
    kind: "resourceMissing",
    meaning: "the tenant does not have the API that the token is for",
    action:
      "check that the tenant has a plan with Exchange Online, and ARM_ENVIRONMENT if it is in a national cloud",
    who: "administrator",
  },
  {
    code: 900144,
    kind: "badRequest",
    meaning: "the request lacks a field",
    action: "report this with the code, and check that no proxy changes requests",
    who: "deployer",
  },
  { code: 90033, ...unavailable },
  { code: 90006, ...unavailable },
  { code: 90055, ...throttled },
  { code: 50196, ...throttled },
];
