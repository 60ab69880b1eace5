import type { CodeRow } from "./aadstsClient.ts";
import type { Explanation } from "./explanation.ts";

const signInAgain: Pick<Explanation, "action" | "who"> = {
  action: "sign in again in XCALLY",
  who: "personSigningIn",
};

const ended = (code: number, meaning: string): CodeRow => ({
  code,
  kind: "signInEnded",
  meaning,
  ...signInAgain,
});

const user = (code: number, meaning: string, action: string): CodeRow => ({
  code,
  kind: "user",
  meaning,
  action,
  who: "administrator",
});

const policy = (code: number, meaning: string): CodeRow => ({
  code,
  kind: "policy",
  meaning,
  ...signInAgain,
});

const consent = (code: number, meaning: string): CodeRow => ({
  code,
  kind: "consentMissing",
  meaning,
  action: "consent to the mail permissions by the admin consent link in the stack's outputs",
  who: "administrator",
});

/** Codes of a mailbox's sign-in and of the refresh token that it left: a person takes, or took, part. */
export const signInCodes: readonly CodeRow[] = [
  policy(50076, "a policy of the tenant asks for multi-factor authentication"),
  policy(50079, "the person has not set up multi-factor authentication, which the tenant asks for"),
  consent(65001, "nobody has consented to the application's permissions"),
  consent(65004, "the person declined to consent to the application's permissions"),
  consent(90094, "only an administrator may consent to the application's permissions"),
  user(50034, "the tenant knows no such user", "check the mailbox's user principal name"),
  user(50020, "the user belongs to another tenant", "name a user of this tenant for the sign-in"),
  user(50057, "the user is disabled", "enable sign-in for the user, or name another one for the sign-in"),
  user(50053, "the user is locked after too many attempts", "unlock the user and find out who tried"),
  user(50126, "the user name or the password is wrong", "reset the user's password"),
  user(50105, "the user is not assigned to the application", "assign the user, or require no assignment"),
  ended(70008, "the sign-in was not completed in time, or its refresh token has expired"),
  ended(700082, "the refresh token was not used for 90 days"),
  ended(700084, "the refresh token is one of a single-page application, which lasts 24 hours"),
  ended(70043, "the Conditional Access policy for the frequency of sign-ins asks for a new one"),
  ended(50173, "the sign-in was revoked, for example by an administrator who reset the password"),
  ended(70000, "the sign-in is no longer valid"),
  ended(54005, "the code of the sign-in was used twice"),
  ended(9002313, "the code or refresh token of the sign-in is damaged"),
  {
    code: 50011,
    kind: "redirectUri",
    meaning: "the redirect URI is not registered on the application",
    action: "set redirectUri to exactly the address that XCALLY uses, to the letter",
    who: "deployer",
  },
  {
    code: 50194,
    kind: "tenantMissing",
    meaning: "XCALLY signs in at the common endpoint, but the application is for one tenant only",
    action: "enter the tenant id in XCALLY's Cloud Provider",
    who: "deployer",
  },
  {
    code: 650053,
    kind: "scope",
    meaning: "the API has no permission of the name that was asked for",
    action: "check the scopes that XCALLY asks for, also for stray characters at their end",
    who: "deployer",
  },
  {
    code: 28000,
    kind: "scope",
    meaning: "the scopes belong to more than one API",
    action: "ask for the scopes of one API only, such as those of https://outlook.office.com",
    who: "deployer",
  },
];
