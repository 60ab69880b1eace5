import { setTimeout as wait } from "node:timers/promises";
import type { Dispatcher } from "undici";
import { createDispatcher } from "./dispatcher.ts";
import type { Environment } from "./environment.ts";
import { ProofError } from "./proofError.ts";
import { completePolicy, reactionTo, type ProofPolicy } from "./proofPolicy.ts";
import { backOff } from "./repeat.ts";
import { requestToken, type ClientCredentials } from "./tokenEndpoint.ts";

/** Arguments of {@link proveSecret}. */
export interface ProofArgs extends ClientCredentials {
  /** What differs from `defaultProofPolicy`. */
  readonly policy?: Partial<ProofPolicy>;
  /** For the certificates to trust and the proxy. Defaults to `process.env`. */
  readonly environment?: Environment;
}

/**
 * Proves that a client secret works: asks the tenant's token endpoint for tokens until it has given several in a row. The
 * tokens are thrown away.
 *
 * A secret that is minutes old may be refused as unknown, by some servers and not by others, so such refusals are repeated
 * until the deadline; so is what says nothing about the secret (throttling, trouble of the service or of the network). All
 * else fails at once.
 *
 * @throws ProofError when the secret did not prove itself. RangeError for a policy out of its range, Error for an
 *   environment that cannot be used, both before anything is sent.
 */
export async function proveSecret({
  policy = {},
  environment = process.env,
  ...client
}: ProofArgs): Promise<void> {
  const complete = completePolicy(policy);
  const dispatcher = createDispatcher(client.cloud.loginUrl, environment);
  try {
    await prove(client, complete, dispatcher);
  } finally {
    await dispatcher.close();
  }
}

async function prove(client: ClientCredentials, policy: ProofPolicy, dispatcher: Dispatcher): Promise<void> {
  const start = performance.now();
  let tokens = 0;
  let failures = 0;
  for (let requests = 1; ; requests++) {
    const outcome = await requestToken(client, { dispatcher, timeoutMs: policy.requestTimeoutMs });
    if (outcome === "token") {
      tokens++;
      failures = 0;
      if (tokens >= policy.answersInARow) return;
      await wait(policy.pauseMs);
      continue;
    }

    failures++;
    const reaction = reactionTo(outcome.kind);
    if (reaction === "startOver") tokens = 0;
    const delay = backOff(policy, outcome.retryAfterMs, failures, Math.random());
    const elapsedMs = performance.now() - start;
    if (reaction === "stop" || elapsedMs + delay > policy.deadlineMs) {
      throw new ProofError(client, outcome, { requests, elapsedMs });
    }
    await wait(delay);
  }
}
