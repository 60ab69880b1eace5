import { jwtVerify, SignJWT } from "jose";
import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { User } from "../state/entities.ts";
import type { SigningKey } from "./signingKey.ts";

/** Seconds that an access token is valid, as the token endpoint names them. The real service draws 60 to 90 minutes. */
export const tokenLifetimeSeconds = 3599;

/** Who an application's own token is for. */
export interface TokenSubject {
  readonly appId: string;
  readonly displayName: string;
  /** Object id of the service principal. */
  readonly objectId: string;
  /** Application permissions on the audience. */
  readonly roles: readonly string[];
  /** By what the client proved itself. */
  readonly proof: ClientProof;
}

/** By what a client proved itself; `none` is a public client's. */
export type ClientProof = "none" | "secret" | "assertion";

/** Who a person's token is for, and what it allows. */
export interface DelegatedSubject {
  readonly appId: string;
  readonly displayName: string;
  readonly proof: ClientProof;
  readonly user: User;
  /** The person's id towards this application. */
  readonly pairwiseId: string;
  /** Names of the delegated permissions. */
  readonly permissions: readonly string[];
  /** How the person proved to be who they are, such as `pwd` and `mfa`. */
  readonly methods: readonly string[];
}

const claimsSchema = z.object({
  aud: z.string(),
  tid: z.string(),
  oid: z.string(),
  appid: z.string(),
  exp: z.number(),
  roles: z.array(z.string()).default([]),
  /** Names of the delegated permissions; only tokens of people have it. */
  scp: z.string().optional(),
});

/** The claims of a valid token. */
export type Claims = z.infer<typeof claimsSchema>;

/**
 * Signs and checks the access tokens of one tenant. They are of version 1.0, the version that Graph and Exchange Online ask
 * for; that Exchange Online's tokens of people have these claims is inferred from those of applications.
 */
export interface AccessTokens {
  /** Signs a token of an application. */
  issue(subject: TokenSubject, audience: string): Promise<string>;
  /** Signs a token of a person. */
  issueForUser(subject: DelegatedSubject, audience: string): Promise<string>;
  /**
   * Reads a token.
   *
   * @throws The errors of jose's `jwtVerify`, such as `JWTExpired`, and ZodError for missing claims.
   */
  verify(token: string): Promise<Claims>;
}

const proofClaim: Readonly<Record<ClientProof, string>> = { none: "0", secret: "1", assertion: "2" };

/** Makes what signs and checks the access tokens of one tenant. */
export function createAccessTokens(tenantId: string, key: SigningKey, now: () => Date): AccessTokens {
  const issuer = `https://sts.windows.net/${tenantId}/`;

  const sign = (claims: Readonly<Record<string, unknown>>, subject: string, audience: string) => {
    const seconds = Math.floor(now().getTime() / 1000);
    return new SignJWT({
      aio: randomBytes(27).toString("base64url"),
      idp: issuer,
      rh: `1.${randomBytes(36).toString("base64url")}.`,
      tenant_region_scope: "EU",
      tid: tenantId,
      uti: randomBytes(16).toString("base64url"),
      ver: "1.0",
      ...claims,
    })
      .setProtectedHeader({ typ: "JWT", alg: "RS256", x5t: key.keyId, kid: key.keyId })
      .setIssuer(issuer)
      .setSubject(subject)
      .setAudience(audience)
      .setIssuedAt(seconds)
      .setNotBefore(seconds)
      .setExpirationTime(seconds + tokenLifetimeSeconds)
      .sign(key.privateKey);
  };

  return {
    issue({ appId, displayName, objectId, roles, proof }, audience) {
      const own = { app_displayname: displayName, appid: appId, appidacr: proofClaim[proof], idtyp: "app" };
      return sign({ ...own, oid: objectId, ...(roles.length > 0 ? { roles } : {}) }, objectId, audience);
    },
    issueForUser({ appId, displayName, proof, user, pairwiseId, permissions, methods }, audience) {
      const claims = {
        acr: "1",
        amr: methods,
        app_displayname: displayName,
        appid: appId,
        appidacr: proofClaim[proof],
        idtyp: "user",
        name: user.displayName,
        oid: user.id,
        scp: permissions.join(" "),
        unique_name: user.userPrincipalName,
        upn: user.userPrincipalName,
      };
      return sign(claims, pairwiseId, audience);
    },
    async verify(token) {
      const { payload } = await jwtVerify(token, key.publicKey, { issuer, currentDate: now() });
      return claimsSchema.parse(payload);
    },
  };
}
