import type { RedirectUriKind } from "../../graph/rules/redirectUris.ts";
import { tokenLifetimeSeconds } from "../accessTokens.ts";
import type { AuthenticatedClient } from "../clientAuthentication.ts";
import { consentedPermissions, missingPermissions } from "../consent.ts";
import { graphForOpenId } from "../delegatedScopes.ts";
import type { AskedResource, AskedScopes } from "../delegatedScopes.ts";
import { consentErrors } from "../errors/consentErrors.ts";
import { tokenErrors } from "../errors/tokenError.ts";
import type { IdentityContext } from "../identityContext.ts";
import { pairwiseId } from "../idTokens.ts";
import { requireAdmitted, requireMayHaveToken } from "../personRules.ts";
import type { SignedIn } from "../signInStore.ts";
import type { TokenBody } from "./tokenRequest.ts";

/** For whom tokens are issued, and for what. */
export interface UserTokensArgs {
  readonly client: AuthenticatedClient;
  readonly signedIn: SignedIn;
  /** Tokens are for the first API of these. */
  readonly asked: AskedScopes;
  /** The scopes that a later refresh falls back to. */
  readonly scope: string;
  readonly kind: RedirectUriKind;
  readonly nonce?: string | undefined;
}

/**
 * Issues a person's tokens for one API: an access token, a refresh token where `offline_access` is asked for, an id token where
 * `openid` is. The access token names the permissions asked for and no more, where the real one may also name others that were
 * consented to.
 *
 * @throws TokenError when the API has no such permission, nobody has consented to it, or a policy is against it.
 */
export async function issueUserTokens(context: IdentityContext, args: UserTokensArgs): Promise<TokenBody> {
  const { client, signedIn, asked, scope, kind, nonce } = args;
  const { directory, tokens, store } = context;
  const { user } = signedIn;
  const { appId, settings } = client.application;
  const resource = asked.resources[0] ?? graphForOpenId(directory, asked.openId, context.graphUrl());
  const [unknown] = resource.unknown;
  if (unknown !== undefined) throw tokenErrors.malformedScope(unknown);
  requireMayHaveToken(directory, signedIn, resource.principal.appId);
  requireAdmitted(directory, client, signedIn);
  if (asked.resources.length > 0 && missingPermissions(context, client, user, resource).length > 0) {
    throw consentErrors.missing(appId, settings.displayName);
  }
  const permissions = resource.isDefault
    ? consentedPermissions(context, client, user, resource.principal)
    : resource.permissions;

  const subject = {
    appId,
    displayName: settings.displayName,
    proof: client.proof,
    user,
    pairwiseId: pairwiseId(user, appId),
    permissions,
    methods: signedIn.methods,
  };
  const accessToken = await tokens.issueForUser(subject, resource.audience);
  const refreshToken = { clientId: appId, signedIn, scope, issuedAt: directory.now(), kind };
  return {
    token_type: "Bearer",
    scope: namesOf(resource, permissions, asked.openId).join(" "),
    expires_in: tokenLifetimeSeconds,
    ext_expires_in: tokenLifetimeSeconds,
    access_token: accessToken,
    ...(asked.openId.has("offline_access")
      ? { refresh_token: store.keep(store.refreshTokens, refreshToken) }
      : {}),
    ...(asked.openId.has("openid")
      ? {
          id_token: await context.issueIdToken({ clientId: appId, user, openIdScopes: asked.openId, nonce }),
        }
      : {}),
  };
}

/** How the answer names what was given: with the API's name where the client wrote it, and never `offline_access`. */
function namesOf(
  { audience, isBare }: AskedResource,
  permissions: readonly string[],
  openId: ReadonlySet<string>,
): string[] {
  const openIdNames = [...openId].filter((name) => name !== "offline_access");
  const own = permissions.map((name) => (isBare ? name : `${audience}/${name}`));
  return [...new Set([...openIdNames, ...own])];
}
