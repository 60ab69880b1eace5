import { listen } from "../../simulator/shared/listen.ts";
import type { Cloud } from "../../entra/cloud.ts";
import type { ProofPolicy } from "../../entra/proofPolicy.ts";

/** A secret with characters that a form must encode. */
export const secret = "8Q~+/ &=hunter2";

/** Tries again within milliseconds. */
export const quick: Partial<ProofPolicy> = {
  pauseMs: 1,
  firstDelayMs: 1,
  maxDelayMs: 5,
  deadlineMs: 20_000,
  requestTimeoutMs: 10_000,
};

/** A loopback server in place of the token endpoint. */
export interface TokenServer {
  readonly cloud: Cloud;
  /** What it was sent: path and form. */
  readonly requests: { readonly path: string; readonly form: Readonly<Record<string, string>> }[];
  close(): Promise<void>;
}

/** Starts a server that answers the first request with the first answer, and all after the last answer with that one. */
export async function startTokenServer(...answers: readonly (() => Response)[]): Promise<TokenServer> {
  const requests: { path: string; form: Record<string, string> }[] = [];
  const { port, close } = await listen({
    async fetch(request) {
      const form = Object.fromEntries(new URLSearchParams(await request.text()));
      requests.push({ path: new URL(request.url).pathname, form });
      const answer = answers[Math.min(requests.length, answers.length) - 1];
      return answer?.() ?? new Response(null, { status: 501 });
    },
  });
  const loginUrl = `http://127.0.0.1:${port}`;
  return { cloud: { loginUrl, graphUrl: "https://graph.example.com" }, requests, close };
}

/** An answer with a token. */
export const token = (): Response =>
  Response.json({ token_type: "Bearer", expires_in: 3599, access_token: "a.b.c" });

/** A refusal as Entra ID words it today. */
export const refusal =
  (code: number, text = "Something is not as it should be. And more.", status = 400): (() => Response) =>
  () =>
    Response.json(
      {
        error: "invalid_request",
        error_description: `AADSTS${code}: ${text} Trace ID: 1f6a92a9-f3a8-4071-889a-6a2ea88d9500 Correlation ID: 0d1a5c28-3487-4767-a690-9cc680689523 Timestamp: 2026-06-09 09:07:41Z`,
        error_codes: [code],
        error_uri: `https://login.microsoftonline.com/error?code=${code}`,
      },
      { status },
    );

/** One sentence, on one line. */
export const oneSentence = /^(?:(?![.!?] )[^\n])+\.$/;
