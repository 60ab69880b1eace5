import type { Context } from "hono";

/** How a client presents itself at the token endpoint. */
export interface ClientCredentials {
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  /** A token of someone else that the application trusts. */
  readonly clientAssertion: string | undefined;
}

/** Reads the form of a token request; a body that is no form counts as an empty one. */
export async function readForm(context: Context): Promise<URLSearchParams> {
  const isForm = context.req.header("content-type")?.startsWith("application/x-www-form-urlencoded") ?? false;
  return new URLSearchParams(isForm ? await context.req.text() : "");
}

/** Reads client id, secret and assertion from the form or, where the first two are missing there, from HTTP Basic authentication. */
export function readCredentials(context: Context, form: URLSearchParams): ClientCredentials {
  const basic = /^Basic (.+)$/i.exec(context.req.header("authorization") ?? "")?.[1];
  const [basicId, basicSecret] = basic ? decodeBasic(basic) : [];
  return {
    clientId: form.get("client_id") ?? basicId,
    clientSecret: form.get("client_secret") ?? basicSecret,
    clientAssertion: form.get("client_assertion") ?? undefined,
  };
}

/** OAuth encodes both parts like form values before HTTP Basic does its own encoding (RFC 6749, section 2.3.1). */
function decodeBasic(encoded: string): (string | undefined)[] {
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const separator = text.indexOf(":");
  const parts = separator < 0 ? [text] : [text.slice(0, separator), text.slice(separator + 1)];
  return parts.map((part) => new URLSearchParams(`part=${part}`).get("part") ?? undefined);
}
