import { z } from "zod";
import { isLoopback } from "../network/loopback.ts";
import { createDispatcher } from "./dispatcher.ts";
import type { Environment } from "./environment.ts";
import { exchange } from "./http.ts";
import { parseJson } from "./json.ts";
import { defaultRepeatPolicy, sendRepeatedly, startDeadline, type RepeatPolicy } from "./repeat.ts";

/** Where a job of GitHub Actions asks for a token about itself. */
export interface IdTokenArgs {
  /** Such as `ACTIONS_ID_TOKEN_REQUEST_URL` holds it. */
  readonly url: string;
  /** Such as `ACTIONS_ID_TOKEN_REQUEST_TOKEN` holds it. */
  readonly bearer: string;
  /** For the certificates to trust and the proxy. */
  readonly environment: Environment;
  /** What differs from `defaultRepeatPolicy`. */
  readonly policy?: Partial<RepeatPolicy>;
}

/** Whom the token is for: Entra ID, in every cloud unless the URL says otherwise. */
const audience = "api://AzureADTokenExchange";

const idTokenBody = z.object({ value: z.string().min(1) });

const advice = "give the job the permission id-token: write, or set ARM_OIDC_TOKEN";

/**
 * Asks for the job's token as GitHub Actions hands it out
 * (https://docs.github.com/actions/reference/security/oidc): `GET {url}&audience=...` with the request token.
 *
 * @throws Error One sentence: there is none. It holds neither the query of the URL nor a token.
 */
export async function requestIdToken({
  url,
  bearer,
  environment,
  policy = {},
}: IdTokenArgs): Promise<string> {
  const address = URL.parse(url);
  if (address === null || (address.protocol !== "https:" && !isLoopback(address.hostname))) {
    throw new Error(
      "The URL to request the pipeline's token at is not https; set ARM_OIDC_REQUEST_URL to the one that the pipeline gives.",
    );
  }
  if (!address.searchParams.get("audience")) address.searchParams.set("audience", audience);
  const fail = (reason: string): Error =>
    new Error(
      `Could not get the pipeline's token from ${address.origin}${address.pathname}: ${reason}; ${advice}.`,
    );

  const complete = { ...defaultRepeatPolicy, ...policy };
  const dispatcher = createDispatcher(address.href, environment);
  try {
    const { outcome } = await sendRepeatedly(
      (timeoutMs) => exchange(address.href, { method: "GET", bearer, dispatcher, timeoutMs }),
      complete,
      startDeadline(complete.deadlineMs),
    );
    if (outcome.kind === "failure") throw fail(outcome.reason);
    if (outcome.status !== 200) throw fail(`it answered ${outcome.status}`);
    const body = idTokenBody.safeParse(parseJson(outcome.text));
    if (!body.success) throw fail("the answer holds no token");
    return body.data.value;
  } finally {
    await dispatcher.close();
  }
}
