/** A person's second factor: not asked for, asked for at every new session, or asked for and not set up yet. */
export type SecondFactor = "notNeeded" | "required" | "notRegistered";

/**
 * What an administrator or a policy has decided about one person. Every field is read anew for each request, so a test may
 * turn it at run time: `simulator.account("support@contoso.com").disabled = true`.
 */
export class Account {
  /** Changing it leaves refresh tokens alone, as the real service does for clients with a secret. */
  password: string;
  /** Whether the person may consent for the whole organization. */
  administrator: boolean;
  /** Sign-in is blocked: AADSTS50057. Defaults to false, and to true for shared mailboxes. */
  disabled: boolean;
  /** A Conditional Access policy forbids tokens: AADSTS53003. */
  blockedByConditionalAccess = false;
  /**
   * `required` asks for the code {@link secondFactorCode} at the next sign-in and refuses refresh tokens of sign-ins without
   * one (AADSTS50076); `notRegistered` does the same with AADSTS50079, and the next sign-in sets it up.
   */
  secondFactor: SecondFactor = "notNeeded";
  /** Seconds after which a Conditional Access policy asks for a new sign-in: AADSTS70043. Undefined sets no limit. */
  signInFrequencySeconds: number | undefined;
  #sessionsRevoked = 0;

  constructor(start: Pick<Account, "password" | "administrator" | "disabled">) {
    this.password = start.password;
    this.administrator = start.administrator;
    this.disabled = start.disabled;
  }

  /** How often sessions were revoked; what was issued under a smaller number is void. */
  get sessionsRevoked(): number {
    return this.#sessionsRevoked;
  }

  /** Ends every session and every refresh token up to now, as "revoke sessions" in the admin center does: AADSTS50173. */
  revokeSessions(): void {
    this.#sessionsRevoked++;
  }
}

/** The code of every person's authenticator app. */
export const secondFactorCode = "123456";
