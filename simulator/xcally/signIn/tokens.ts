import { decodeJwt } from "jose";
import { z } from "zod";
import type { CloudProvider } from "../entities.ts";
import { Refusal } from "../refusal.ts";
import type { SignIn } from "./signIns.ts";

/** What is redeemed: the code that a person brought back, or the refresh token of before. */
export type Grant =
  | { readonly grant_type: "authorization_code"; readonly code: string; readonly redirect_uri: string }
  | { readonly grant_type: "refresh_token"; readonly refresh_token: string };

/** Tokens for the mail servers. */
export interface Tokens {
  readonly accessToken: string;
  /** The newest one; undefined where Entra ID gave none. */
  readonly refreshToken: string | undefined;
  /** Who signed in, where the answer says it. */
  readonly address: SignIn["address"];
}

const answerSchema = z.object({
  access_token: z.string(),
  refresh_token: z.string().optional(),
  id_token: z.string().optional(),
});
const idTokenSchema = z.object({ email: z.string().optional() });
const refusalSchema = z.object({ error_description: z.string() });

/**
 * Gets tokens with the secret that the Cloud Provider holds now.
 *
 * @throws Refusal with Entra ID's own description, which begins with the AADSTS code.
 */
export async function requestTokens(
  loginUrl: string,
  provider: CloudProvider,
  scope: string,
  grant: Grant,
): Promise<Tokens> {
  const response = await fetch(`${loginUrl}/${tenantOf(provider)}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({
      client_id: provider.clientId ?? "",
      client_secret: provider.clientSecret ?? "",
      scope,
      ...grant,
    }),
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) {
    const refused = refusalSchema.safeParse(body);
    throw new Refusal("token", refused.data?.error_description ?? `HTTP status ${response.status}`);
  }
  const tokens = answerSchema.parse(body);
  return {
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token,
    address:
      tokens.id_token === undefined ? undefined : idTokenSchema.parse(decodeJwt(tokens.id_token)).email,
  };
}

/** The tenant as it stands in Entra ID's paths; a Cloud Provider without one means those of all organizations. */
export function tenantOf({ tenantId }: CloudProvider): string {
  return encodeURIComponent(tenantId ?? "common");
}
