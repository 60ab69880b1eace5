import { calculateJwkThumbprint, exportJWK, generateKeyPair, jwtVerify, SignJWT } from "jose";
import type { GenerateKeyPairResult } from "jose";
import { randomBytes } from "node:crypto";
import { z } from "zod";

/** Seconds that an access token is valid, as the token endpoint names them. */
export const tokenLifetimeSeconds = 3599;

/** Who a token is for. */
export interface TokenSubject {
  readonly appId: string;
  readonly displayName: string;
  /** Object id of the service principal. */
  readonly objectId: string;
  /** Application permissions on the audience. */
  readonly roles: readonly string[];
  /** By what the client proved itself. */
  readonly proof: "secret" | "assertion";
}

/** What Graph reads from a token. */
const claimsSchema = z.object({
  aud: z.string(),
  tid: z.string(),
  oid: z.string(),
  appid: z.string(),
  roles: z.array(z.string()).default([]),
});

/** The claims of a valid token. */
export type Claims = z.infer<typeof claimsSchema>;

/** Signs and checks the access tokens of one tenant. */
export interface AccessTokens {
  /** Signs a token of version 1.0, the version that Graph and Exchange Online ask for. */
  issue(subject: TokenSubject, audience: string): Promise<string>;
  /**
   * Reads a token.
   *
   * @throws The errors of jose's `jwtVerify`, such as `JWTExpired`, and ZodError for missing claims.
   */
  verify(token: string): Promise<Claims>;
}

/** One key for all stand-ins of a process: making it takes a good part of a second. */
let signingKeys: Promise<GenerateKeyPairResult> | undefined;

/** Makes what signs and checks the tokens of one tenant. */
export async function createAccessTokens(tenantId: string, now: () => Date): Promise<AccessTokens> {
  signingKeys ??= generateKeyPair("RS256");
  const { privateKey, publicKey } = await signingKeys;
  const keyId = await calculateJwkThumbprint(await exportJWK(publicKey));
  const issuer = `https://sts.windows.net/${tenantId}/`;

  return {
    async issue({ appId, displayName, objectId, roles, proof }, audience) {
      const seconds = Math.floor(now().getTime() / 1000);
      return new SignJWT({
        aio: randomBytes(27).toString("base64url"),
        app_displayname: displayName,
        appid: appId,
        appidacr: proof === "secret" ? "1" : "2",
        idp: issuer,
        idtyp: "app",
        oid: objectId,
        rh: `1.${randomBytes(36).toString("base64url")}.`,
        ...(roles.length > 0 ? { roles } : {}),
        tenant_region_scope: "EU",
        tid: tenantId,
        uti: randomBytes(16).toString("base64url"),
        ver: "1.0",
      })
        .setProtectedHeader({ typ: "JWT", alg: "RS256", x5t: keyId, kid: keyId })
        .setIssuer(issuer)
        .setSubject(objectId)
        .setAudience(audience)
        .setIssuedAt(seconds)
        .setNotBefore(seconds)
        .setExpirationTime(seconds + tokenLifetimeSeconds)
        .sign(privateKey);
    },
    async verify(token) {
      const { payload } = await jwtVerify(token, publicKey, { issuer, currentDate: now() });
      return claimsSchema.parse(payload);
    },
  };
}
