import { authenticateClient } from "../clientAuthentication.ts";
import { readScopes } from "../delegatedScopes.ts";
import { grantErrors } from "../errors/grantErrors.ts";
import { issueUserTokens } from "./issueUserTokens.ts";
import { required } from "./tokenRequest.ts";
import type { Grant } from "./tokenRequest.ts";

/** Milliseconds without use after which a refresh token is void. */
const inactivityMs = 90 * 24 * 60 * 60 * 1000;

/**
 * `refresh_token`: new tokens without a person. Each answer has a new refresh token with 90 days of its own; the old one goes on
 * until its own are over. A refresh may ask for another API than before, as far as that was consented to; of several APIs it
 * gets a token for the first.
 */
export const refreshTokenGrant: Grant = async (context, { form, client, credentials }) => {
  const { directory, store, graphUrl } = context;
  const token = store.refreshTokens.get(form.get("refresh_token") ?? "");
  const authenticated = await authenticateClient(
    directory,
    client,
    form,
    credentials,
    token?.kind === "publicClient",
  );
  required(form, "refresh_token");
  if (!token) throw grantErrors.malformed();
  if (token.clientId !== client.application.appId) throw grantErrors.ofOtherClient("refresh_token");
  if (directory.now().getTime() - token.issuedAt.getTime() >= inactivityMs) {
    throw grantErrors.refreshTokenInactive(token.issuedAt);
  }
  const asked = readScopes(directory, form.get("scope") ?? token.scope, graphUrl());
  return issueUserTokens(context, {
    client: authenticated,
    signedIn: token.signedIn,
    asked: { ...asked, openId: new Set([...asked.openId, "offline_access"]) },
    scope: token.scope,
    kind: token.kind,
  });
};
