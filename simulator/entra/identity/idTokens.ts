import { SignJWT } from "jose";
import { createHash, randomBytes } from "node:crypto";
import type { User } from "../state/entities.ts";
import type { SigningKey } from "./signingKey.ts";

/** Seconds that an id token is valid. */
const lifetimeSeconds = 3600;

/** What an id token says. */
export interface IdTokenSubject {
  readonly clientId: string;
  readonly user: User;
  /** OpenID scopes asked for; `profile` brings the names and `email` the mail address. */
  readonly openIdScopes: ReadonlySet<string>;
  readonly nonce: string | undefined;
}

/** Signs id tokens of version 2.0. */
export type IssueIdToken = (subject: IdTokenSubject) => Promise<string>;

/**
 * Makes what signs the id tokens of one tenant.
 *
 * @param url The origin of this stand-in, which takes the place of `https://login.microsoftonline.com` in the issuer.
 */
export function createIdTokens(
  tenantId: string,
  key: SigningKey,
  url: () => string,
  now: () => Date,
): IssueIdToken {
  return ({ clientId, user, openIdScopes, nonce }) => {
    const seconds = Math.floor(now().getTime() / 1000);
    return new SignJWT({
      ...(openIdScopes.has("profile")
        ? { name: user.displayName, oid: user.id, preferred_username: user.userPrincipalName }
        : {}),
      ...(openIdScopes.has("email") ? { email: user.mail } : {}),
      ...(nonce === undefined ? {} : { nonce }),
      rh: `1.${randomBytes(36).toString("base64url")}.`,
      tid: tenantId,
      uti: randomBytes(16).toString("base64url"),
      ver: "2.0",
    })
      .setProtectedHeader({ typ: "JWT", alg: "RS256", kid: key.keyId })
      .setIssuer(`${url()}/${tenantId}/v2.0`)
      .setSubject(pairwiseId(user, clientId))
      .setAudience(clientId)
      .setIssuedAt(seconds)
      .setNotBefore(seconds)
      .setExpirationTime(seconds + lifetimeSeconds)
      .sign(key.privateKey);
  };
}

/** The id of a person towards one application: another application sees another one. */
export function pairwiseId(user: User, clientId: string): string {
  return createHash("sha256").update(`${user.id} ${clientId}`).digest("base64url");
}
