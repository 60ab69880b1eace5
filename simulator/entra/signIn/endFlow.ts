import type { Context } from "hono";
import { randomUUID } from "node:crypto";
import type { SignedIn } from "../identity/signInStore.ts";
import { redirectBack } from "./answers.ts";
import type { Flow, SignInContext } from "./flow.ts";

/** Ends a sign-in with what the client wanted: a code, or the word that an administrator has consented. */
export function endFlow(
  context: Context,
  { identity, flows }: SignInContext,
  { id, request }: Flow,
  signedIn: SignedIn,
): Response {
  flows.delete(id);
  const { directory, store } = identity;
  const { client, redirect, asked, nonce, codeChallenge } = request;
  if (request.purpose === "adminConsent") {
    return redirectBack(context, request, { tenant: directory.tenant.id, scope: asked.text });
  }
  const code = store.keep(store.codes, {
    clientId: client.application.appId,
    signedIn,
    scope: asked.text,
    issuedAt: directory.now(),
    kind: redirect.kind,
    redirectUri: redirect.uri,
    nonce,
    codeChallenge,
    isRedeemed: false,
  });
  return redirectBack(context, request, { code, session_state: randomUUID() });
}
