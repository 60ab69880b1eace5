/** What kind of failure it is, for decisions; several codes may share one. */
export type FailureKind =
  /** The secret is not one that the token endpoint knows: wrong, removed, or so new that it is not replicated yet. */
  | "wrongSecret"
  | "expired"
  | "secretMissing"
  /** The tenant does not know the application: wrong, deleted, or so new that it is not replicated yet. */
  | "applicationMissing"
  | "applicationDisabled"
  | "tenantMissing"
  /** Conditional Access or multi-factor authentication. */
  | "policy"
  | "consentMissing"
  | "resourceMissing"
  | "scope"
  | "redirectUri"
  /** Something about the person who signs in. */
  | "user"
  /** What a person once allowed has ended: that person must sign in again. */
  | "signInEnded"
  | "badRequest"
  /** Too many requests. */
  | "throttled"
  /** The service itself is in trouble. */
  | "unavailable"
  /** No answer at all. */
  | "unreachable"
  /** The server's certificate is not trusted. */
  | "untrusted"
  /** What answers is something else. */
  | "notTokenEndpoint"
  /** SMTP AUTH is switched off. */
  | "smtpAuthDisabled"
  /** The person has no right on the mailbox, or may not send in its name. */
  | "mailboxRight"
  /** The server takes no passwords any more. */
  | "passwordRefused"
  /** A code that is not in the table. */
  | "unknown";

/** Who can do something about a failure. */
export type Actor = "deployer" | "administrator" | "exchangeAdministrator" | "personSigningIn";

/** A failure in words. Neither clause names a mailbox, an application or a tenant, or holds a secret. */
export interface Explanation {
  readonly kind: FailureKind;
  /** What it means: a clause that can follow a colon. */
  readonly meaning: string;
  /** What to do: a clause that begins with a verb. */
  readonly action: string;
  readonly who: Actor;
}

const beginnings: Readonly<Record<Actor, string>> = {
  deployer: "",
  administrator: "ask an administrator of the tenant to ",
  exchangeAdministrator: "ask an Exchange administrator to ",
  personSigningIn: "ask the person who signs in to the mailbox to ",
};

/** What to do, with who must do it, such as `ask an administrator of the tenant to allow it`. */
export function advice({ who, action }: Pick<Explanation, "who" | "action">): string {
  return beginnings[who] + action;
}
