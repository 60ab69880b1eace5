import { exportJWK, generateKeyPair, SignJWT } from "jose";
import type { FederatedCredentialSeed } from "../../../simulator/entra/index.ts";

/** A pipeline whose tokens an application may trust. */
export interface Pipeline {
  /** Trusts the pipeline. */
  readonly credential: FederatedCredentialSeed;
  /** A token of the pipeline that lasts five minutes; claims may differ, and `undefined` leaves one out. */
  token(claims?: Readonly<Record<string, unknown>>): Promise<string>;
}

const issuer = "https://token.actions.githubusercontent.com";
const subject = "repo:contoso/mail:environment:production";

/** Starts a pipeline with a key of its own. */
export async function createPipeline(): Promise<Pipeline> {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const keyId = "key-1";
  return {
    credential: {
      issuer,
      subject,
      keys: { keys: [{ ...(await exportJWK(publicKey)), kid: keyId, alg: "RS256" }] },
    },
    token(claims = {}) {
      const seconds = Math.floor(Date.now() / 1000);
      const audience = "api://AzureADTokenExchange";
      return new SignJWT({ iss: issuer, sub: subject, aud: audience, exp: seconds + 300, ...claims })
        .setProtectedHeader({ alg: "RS256", kid: keyId })
        .sign(privateKey);
    },
  };
}
