import type { ClientCredentials } from "../clientCredentials.ts";
import { tokenErrors } from "../errors/tokenError.ts";
import type { Client } from "../findClient.ts";
import type { IdentityContext } from "../identityContext.ts";

/** A request to the token endpoint whose tenant, grant type and client are known. */
export interface TokenRequest {
  readonly form: URLSearchParams;
  readonly client: Client;
  readonly credentials: ClientCredentials;
}

/** What the token endpoint answers; undefined leaves a property out. */
export interface TokenBody {
  readonly token_type: "Bearer";
  /** Full names of the permissions; only in answers to people's clients. */
  readonly scope?: string;
  readonly expires_in: number;
  readonly ext_expires_in: number;
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
}

/** Answers the requests of one grant type. */
export type Grant = (context: IdentityContext, request: TokenRequest) => Promise<TokenBody>;

/** @throws TokenError 900144 when the form lacks the field. */
export function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (!value) throw tokenErrors.missingParameter(name);
  return value;
}
