import { createHash } from "node:crypto";
import { authenticateClient } from "../clientAuthentication.ts";
import { readScopes } from "../delegatedScopes.ts";
import { authorizeErrors } from "../errors/authorizeErrors.ts";
import { consentErrors } from "../errors/consentErrors.ts";
import { grantErrors } from "../errors/grantErrors.ts";
import { matchRedirectUri } from "../redirectUri.ts";
import type { AuthorizationCode } from "../signInStore.ts";
import { issueUserTokens } from "./issueUserTokens.ts";
import { required } from "./tokenRequest.ts";
import type { Grant } from "./tokenRequest.ts";

/** Milliseconds that a code lives: "about 10 minutes". */
const codeLifetimeMs = 10 * 60 * 1000;

/** `authorization_code`: the first tokens after a sign-in. A code is used up only by an answer with tokens. */
export const authorizationCodeGrant: Grant = async (context, { form, client, credentials }) => {
  const { directory, store, graphUrl } = context;
  const code = store.codes.get(form.get("code") ?? "");
  const authenticated = await authenticateClient(
    directory,
    client,
    form,
    credentials,
    code?.kind === "publicClient",
  );
  required(form, "code");
  const redirectUri = required(form, "redirect_uri");
  if (!code) throw grantErrors.malformed();
  const { appId } = client.application;
  if (code.clientId !== appId) throw grantErrors.ofOtherClient("code");
  if (code.kind === "spa") throw grantErrors.singlePageRedirect();
  requireSameRedirectUri(code, redirectUri, matchRedirectUri(client.application, redirectUri)?.uri, appId);
  if (code.isRedeemed) throw grantErrors.codeRedeemed();
  if (directory.now().getTime() - code.issuedAt.getTime() >= codeLifetimeMs) throw grantErrors.codeExpired();
  requireVerifier(code, form.get("code_verifier"));

  const ownScope = form.get("scope");
  const asked = readScopes(directory, ownScope ?? code.scope, graphUrl());
  if (ownScope !== null && asked.resources.length > 1) throw consentErrors.severalResources(ownScope);
  const { signedIn, kind, nonce } = code;
  const body = await issueUserTokens(context, {
    client: authenticated,
    signedIn,
    asked,
    scope: asked.text,
    kind,
    nonce,
  });
  code.isRedeemed = true;
  return body;
};

function requireSameRedirectUri(
  code: AuthorizationCode,
  given: string,
  registered: string | undefined,
  appId: string,
): void {
  if (registered === undefined) throw authorizeErrors.unregisteredRedirectUri(given, appId);
  if (registered !== code.redirectUri) throw grantErrors.redirectUriOfOther(code.redirectUri, given);
}

/** That a missing verifier is refused like a wrong one is an assumption. */
function requireVerifier({ codeChallenge }: AuthorizationCode, verifier: string | null): void {
  if (!codeChallenge) return;
  const proof =
    codeChallenge.method === "plain"
      ? verifier
      : createHash("sha256")
          .update(verifier ?? "")
          .digest("base64url");
  if (proof !== codeChallenge.value) throw grantErrors.wrongVerifier();
}
