import { z } from "zod";

/**
 * What the mail server asks Entra ID about a token, and the answer that it needs. Real access tokens for Exchange Online
 * can be read by Exchange alone; the stand-in has an endpoint instead, as RFC 7662 describes one:
 *
 * ```
 * POST URL
 * content-type: application/x-www-form-urlencoded
 *
 * token=ACCESS_TOKEN
 * ```
 *
 * Always status 200 and JSON: `{"active": false}` for a token that is unknown, expired or revoked; else
 *
 * ```
 * {
 *   "active": true,
 *   "upn": "alex@contoso.com",
 *   "aud": "https://outlook.office.com",
 *   "scope": "IMAP.AccessAsUser.All SMTP.Send"
 * }
 * ```
 *
 * with `upn`, who signed in, by the user principal name; `aud`, the resource as it was asked for; `scope`, the delegated permissions
 * by their short names with spaces between, which the token itself has as `scp`; missing where there are
 * none. More may be there and is ignored. Neither the mailbox nor the protocol is sent: who may open which mailbox is Exchange's business,
 * not Entra ID's.
 */
const introspectionAnswer = z.discriminatedUnion("active", [
  z.object({ active: z.literal(false) }),
  z.object({ active: z.literal(true), upn: z.string(), aud: z.string(), scope: z.string().default("") }),
]);

/** What an active token says. */
export interface TokenClaims {
  /** Who signed in. */
  readonly userPrincipalName: string;
  /** The resource that the token is for. */
  readonly audience: string;
  /** Short names of the delegated permissions, such as `SMTP.Send`. */
  readonly scopes: readonly string[];
}

/** Answers the claims of an active token, and undefined for any other. */
export type Introspect = (token: string) => Promise<TokenClaims | undefined>;

/**
 * Asks an endpoint of the form above.
 *
 * @throws Error Where the endpoint cannot be reached or answers something else; the token is not in the message.
 */
export function introspectAt(url: string): Introspect {
  return async (token) => {
    const response = await fetch(url, { method: "POST", body: new URLSearchParams({ token }) });
    if (!response.ok)
      throw new Error(
        `Could not introspect a token: POST ${url} answered ${response.status}. It must answer 200.`,
      );
    const answer = introspectionAnswer.parse(await response.json());
    if (!answer.active) return undefined;
    return {
      userPrincipalName: answer.upn,
      audience: answer.aud,
      scopes: answer.scope.split(" ").filter((scope) => scope !== ""),
    };
  };
}
