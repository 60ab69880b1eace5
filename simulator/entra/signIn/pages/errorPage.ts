import { html } from "hono/html";
import type { TokenError } from "../../identity/errors/tokenError.ts";
import { describeError } from "../../identity/errors/tokenErrorResponse.ts";
import { layout } from "./layout.ts";
import type { Html } from "./layout.ts";

const headings: ReadonlyMap<number, string> = new Map([
  [53003, "You cannot access this right now"],
  [90094, "Need admin approval"],
]);

/** The page that shows an error to the person who meets it. */
export function errorPage(error: TokenError, now: Date): Html {
  const { traceId, correlationId, timestamp } = describeError(error, now);
  return layout(
    "Sign in to your account",
    html`<h1>${headings.get(error.code) ?? "Sorry, but we’re having trouble signing you in."}</h1>
      <p role="alert">AADSTS${error.code}: ${error.message}</p>
      <dl>
        <dt>Request Id</dt>
        <dd>${traceId}</dd>
        <dt>Correlation Id</dt>
        <dd>${correlationId}</dd>
        <dt>Timestamp</dt>
        <dd>${timestamp}</dd>
      </dl>`,
  );
}
