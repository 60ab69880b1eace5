import { createLocalJWKSet, decodeJwt, errors, jwtVerify } from "jose";
import { z } from "zod";
import type { Application, FederatedCredential } from "../state/entities.ts";
import { tokenErrors } from "./errors/tokenError.ts";

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

const claimsSchema = z.object({
  iss: z.string(),
  sub: z.string(),
  aud: z.union([z.string().transform((audience) => [audience]), z.array(z.string())]),
});

type Claims = z.infer<typeof claimsSchema>;

/**
 * Checks that a token of someone else is one that the application trusts, by one of its federated credentials.
 *
 * @throws TokenError when it is not; which one tells what does not match: issuer, audience, subject, in this order.
 */
export async function requireAssertion(
  { federatedCredentials }: Application,
  form: URLSearchParams,
  assertion: string,
  now: Date,
): Promise<void> {
  if (form.get("client_assertion_type") !== assertionType) {
    throw tokenErrors.missingParameter("client_assertion_type");
  }
  const { keys } = findCredential(federatedCredentials, readClaims(assertion));
  try {
    await jwtVerify(assertion, createLocalJWKSet(keys), { currentDate: now, requiredClaims: ["exp"] });
  } catch (error) {
    throw error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed
      ? tokenErrors.assertionOutOfTime()
      : tokenErrors.assertionWithWrongSignature();
  }
}

function readClaims(assertion: string): Claims {
  try {
    return claimsSchema.parse(decodeJwt(assertion));
  } catch {
    throw tokenErrors.malformedAssertion();
  }
}

function findCredential(
  credentials: readonly FederatedCredential[],
  { iss, aud, sub }: Claims,
): FederatedCredential {
  const ofIssuer = credentials.filter(({ issuer }) => issuer === iss);
  if (ofIssuer.length === 0) throw tokenErrors.unknownAssertion(700211, "issuer", iss);
  const forAudience = ofIssuer.filter(({ audience }) => aud.includes(audience));
  if (forAudience.length === 0) throw tokenErrors.unknownAssertion(700212, "audience", aud.join(" "));
  const found = forAudience.find(({ subject }) => subject === sub);
  if (found) return found;
  const isNear = forAudience.some(({ subject }) => subject.toLowerCase() === sub.toLowerCase());
  throw isNear ? tokenErrors.assertionOfOtherCase(sub) : tokenErrors.unknownAssertion(700213, "subject", sub);
}
