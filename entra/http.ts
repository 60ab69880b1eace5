import { request, type Dispatcher } from "undici";
import { z } from "zod";

/** One request; its body is a form, JSON or nothing. */
export interface HttpRequest {
  readonly method: "GET" | "PATCH" | "POST";
  readonly form?: URLSearchParams;
  readonly json?: unknown;
  /** A token to present. */
  readonly bearer?: string;
  readonly dispatcher: Dispatcher;
  /** Milliseconds until the whole answer must be there. */
  readonly timeoutMs: number;
}

/** What came back: an answer of any status, or none. */
export type HttpOutcome =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly text: string;
      /** A header's value; the first where it is repeated. */
      readonly header: (name: string) => string | undefined;
    }
  | {
      readonly kind: "failure";
      /** A clause such as `connect ECONNREFUSED 127.0.0.1:9443`. */
      readonly reason: string;
      /** Whether the server's certificate is what is wrong: trying again changes nothing. */
      readonly untrusted: boolean;
    };

/**
 * Sends a request once, over a connection of its own: behind one address are many servers, and a connection that is used
 * again leads to the same one. Redirects are not followed: secret and token are for this address only.
 */
export async function exchange(
  url: string,
  { method, form, json, bearer, dispatcher, timeoutMs }: HttpRequest,
): Promise<HttpOutcome> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const { statusCode, headers, body } = await request(url, {
      method,
      dispatcher,
      signal,
      reset: true,
      headers: {
        accept: "application/json",
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        ...(form ? { "content-type": "application/x-www-form-urlencoded" } : {}),
        ...(json === undefined ? {} : { "content-type": "application/json" }),
      },
      body: form?.toString() ?? (json === undefined ? null : JSON.stringify(json)),
    });
    const text = await body.text();
    return { kind: "answer", status: statusCode, text, header: (name) => [headers[name]].flat()[0] };
  } catch (error) {
    if (signal.aborted) {
      return { kind: "failure", reason: `no answer within ${timeoutMs / 1000} seconds`, untrusted: false };
    }
    return { kind: "failure", ...networkFailure(error) };
  }
}

const nodeError = z.object({ code: z.string().default(""), message: z.string() });

function networkFailure(error: unknown): { readonly reason: string; readonly untrusted: boolean } {
  const first = z.object({ errors: z.tuple([z.unknown()], z.unknown()) }).safeParse(error);
  const parsed = nodeError.safeParse(first.success ? first.data.errors[0] : error);
  if (!parsed.success) return { reason: "the connection failed", untrusted: false };
  const { code, message } = parsed.data;
  return {
    reason: code === "" || message.includes(code) ? message : `${message} (${code})`,
    untrusted: /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code),
  };
}
