import { z } from "zod";
import { parseJson } from "./json.ts";

/** What an access token says of itself. Microsoft promises none of it to a client, so any of it may be missing. */
export interface AccessTokenClaims {
  /** The tenant's id. */
  readonly tenantId: string | undefined;
  /** Object id of the user or service principal that it was issued to. */
  readonly objectId: string | undefined;
  /** Client id of the application that asked for it. */
  readonly clientId: string | undefined;
  /** Whom it is for, such as `https://outlook.office.com`, without a slash at its end. */
  readonly audience: string | undefined;
  /** Only of people. */
  readonly userPrincipalName: string | undefined;
  /** Application permissions; only of applications. */
  readonly roles: readonly string[];
  /** Delegated permissions; undefined in a token of an application. */
  readonly scopes: readonly string[] | undefined;
  /** Template ids of the person's roles in the directory. */
  readonly directoryRoles: readonly string[];
  readonly expires: Date | undefined;
}

const text = z.string().optional().catch(undefined);
const texts = z.array(z.string()).catch([]);
const schema = z.object({
  tid: text,
  oid: text,
  appid: text,
  azp: text,
  aud: text,
  upn: text,
  preferred_username: text,
  roles: texts,
  scp: text,
  wids: texts,
  exp: z.number().optional().catch(undefined),
});

/**
 * Reads an access token without checking it: for advice, never for decisions of trust
 * (https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference).
 *
 * @returns undefined for one that cannot be read, such as an encrypted one.
 */
export function readAccessToken(token: string): AccessTokenClaims | undefined {
  const [, payload, ...rest] = token.split(".");
  if (payload === undefined || rest.length !== 1) return undefined;
  const { success, data } = schema.safeParse(parseJson(Buffer.from(payload, "base64url").toString("utf8")));
  if (!success) return undefined;
  return {
    tenantId: data.tid,
    objectId: data.oid,
    clientId: data.appid ?? data.azp,
    audience: data.aud?.replace(/\/+$/, ""),
    userPrincipalName: data.upn ?? data.preferred_username,
    roles: data.roles,
    scopes: data.scp?.split(" ").filter((scope) => scope !== ""),
    directoryRoles: data.wids,
    expires: data.exp === undefined ? undefined : new Date(data.exp * 1000),
  };
}
