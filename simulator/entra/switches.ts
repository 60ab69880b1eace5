import type { ThrottleLimit } from "../shared/throttle.ts";

/**
 * How this tenant behaves. Every switch is read anew for each request, so a test may turn it at run time:
 * `simulator.switches.secretsForbidden = true`.
 */
export interface EntraSwitches {
  /**
   * Milliseconds until other requests see a new application, and until a new service principal can be named in a grant.
   * The real service gives no promise; seconds are usual. Delays pass by the stand-in's clock or by that of the
   * process, whichever is faster, so they also end where a test holds the former still.
   */
  replicationDelayMs: number;
  /**
   * Milliseconds until a new application is in lists, filtered or not, counted from when other requests see it by its
   * id: the index behind lists lags further. The real service gives no promise here either. Delays pass as above.
   */
  listDelayMs: number;
  /**
   * Milliseconds until the token endpoint knows a new secret; before, it answers AADSTS7000215. 4 to 18 seconds were
   * seen at the real one.
   */
  secretDelayMs: number;
  /**
   * How many requests with a secret made from now on meet servers of which some know it and some do not: once its
   * delay is over, the first, third, fifth ... of so many requests is answered with AADSTS7000215.
   */
  flakySecretRequests: number;
  /** The tenant's policy `passwordLifetime`: days that a new secret may live at most; undefined sets no limit. */
  maxSecretLifetimeDays: number | undefined;
  /** The tenant's policy `passwordAddition`: no application may get a secret. Those that exist keep working. */
  secretsForbidden: boolean;
  /** Whether people may consent for themselves; if not, only an administrator may (AADSTS90094). */
  usersMayConsent: boolean;
  /**
   * Whether a consent to IMAP, POP or SMTP on Microsoft Graph also covers tokens for Office 365 Exchange Online. Microsoft's
   * own writers contradict each other; the default, false, takes the stricter reading: the consent must be on Exchange Online.
   */
  graphConsentCoversMail: boolean;
  /** What the token endpoint takes from all clients together before it answers 429; undefined sets no limit. */
  tokenLimit: ThrottleLimit | undefined;
  /** What Graph takes from all clients together before it answers 429; undefined sets no limit. */
  graphLimit: ThrottleLimit | undefined;
}

/** The switches at the start: where the options are silent, all is known everywhere at once and nothing is forbidden. */
export function startSwitches(options: Partial<EntraSwitches>): EntraSwitches {
  return {
    replicationDelayMs: options.replicationDelayMs ?? 0,
    listDelayMs: options.listDelayMs ?? 0,
    secretDelayMs: options.secretDelayMs ?? 0,
    flakySecretRequests: options.flakySecretRequests ?? 0,
    maxSecretLifetimeDays: options.maxSecretLifetimeDays,
    secretsForbidden: options.secretsForbidden ?? false,
    usersMayConsent: options.usersMayConsent ?? true,
    graphConsentCoversMail: options.graphConsentCoversMail ?? false,
    tokenLimit: options.tokenLimit,
    graphLimit: options.graphLimit,
  };
}
