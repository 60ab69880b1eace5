import { calculateJwkThumbprint, exportJWK, generateKeyPair } from "jose";
import type { CryptoKey, JWK } from "jose";

/** What the tenant signs its tokens with. */
export interface SigningKey {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly keyId: string;
  /** The public key as the tenant publishes it. */
  readonly published: JWK;
}

/** One key for all stand-ins of a process: making it takes a good part of a second. */
let signingKey: Promise<SigningKey> | undefined;

/** The key of every tenant of this process. */
export function tenantSigningKey(): Promise<SigningKey> {
  signingKey ??= makeKey();
  return signingKey;
}

async function makeKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const jwk = await exportJWK(publicKey);
  const keyId = await calculateJwkThumbprint(jwk);
  return {
    privateKey,
    publicKey,
    keyId,
    published: { ...jwk, kid: keyId, x5t: keyId, use: "sig", alg: "RS256" },
  };
}
