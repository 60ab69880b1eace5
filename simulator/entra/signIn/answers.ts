import type { Context } from "hono";
import { describeError } from "../identity/errors/tokenErrorResponse.ts";
import { TokenError } from "../identity/errors/tokenError.ts";
import type { FlowTarget } from "./flow.ts";
import { errorPage } from "./pages/errorPage.ts";

/** Sends the browser back to the client with these parameters. */
export function redirectBack(
  context: Context,
  { redirect, state, purpose }: FlowTarget,
  parameters: Readonly<Record<string, string>>,
): Response {
  const url = new URL(redirect.uri);
  const all = {
    ...(purpose === "adminConsent" ? { admin_consent: "True" } : {}),
    ...parameters,
    ...(state === undefined ? {} : { state }),
  };
  for (const [name, value] of Object.entries(all)) url.searchParams.append(name, value);
  return context.redirect(url.href);
}

/**
 * Runs a step of a sign-in and sends its error to the client, where the error belongs there.
 *
 * @throws TokenError which belongs on a page.
 */
export async function redirectErrors(
  context: Context,
  target: FlowTarget,
  now: Date,
  step: () => Response | Promise<Response>,
): Promise<Response> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof TokenError) || error.details.onPage) throw error;
    const { description, uri } = describeError(error, now);
    return redirectBack(context, target, {
      error: error.error,
      error_description: description,
      error_uri: uri,
    });
  }
}

/**
 * Shows an error to the person. The real page's status is not known for certain; 200 is assumed, so that nothing should depend
 * on it.
 */
export function showError(context: Context, error: TokenError, now: Date): Response | Promise<Response> {
  return context.html(errorPage(error, now));
}
