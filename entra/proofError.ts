import { advice, type FailureKind } from "./explanation.ts";
import type { ClientCredentials, TokenFailure } from "./tokenEndpoint.ts";

/** How far a proof came. */
export interface ProofEffort {
  /** How many token requests were sent. */
  readonly requests: number;
  /** Milliseconds since the first of them. */
  readonly elapsedMs: number;
}

/**
 * A secret that did not prove itself.
 *
 * The message is one sentence: which application and tenant, what was refused and how long it was tried, what to do. It
 * knows no mailbox, which the caller adds, and holds no secret.
 */
export class ProofError extends Error {
  override readonly name = "ProofError";
  /** The number after `AADSTS`; undefined where no answer had one. */
  readonly code: number | undefined;
  readonly kind: FailureKind;

  constructor(
    { tenantId, clientId }: Pick<ClientCredentials, "tenantId" | "clientId">,
    failure: TokenFailure,
    effort: ProofEffort,
  ) {
    const facts = [
      ...(failure.code === undefined ? [] : [`AADSTS${failure.code}`]),
      ...(failure.retryAfterMs === undefined ? [] : [`it asks to wait ${duration(failure.retryAfterMs)}`]),
      describe(effort),
    ];
    super(
      `Could not prove the client secret of application ${clientId} in tenant ${tenantId}: ` +
        `${failure.meaning} (${facts.join(", ")}); ${advice(failure)}.`,
    );
    this.code = failure.code;
    this.kind = failure.kind;
  }
}

function describe({ requests, elapsedMs }: ProofEffort): string {
  return requests === 1 ? "1 request" : `${requests} requests in ${duration(elapsedMs)}`;
}

/** A time as people say it: in seconds, from two minutes on in minutes. */
function duration(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  if (seconds >= 120) return `${Math.round(seconds / 60)} minutes`;
  return seconds === 1 ? "1 second" : `${seconds} seconds`;
}
