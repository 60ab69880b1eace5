import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import type { NodeEnvironment } from "./listen.ts";

/** What a fault does. */
export type FaultAction =
  /** Answers with this status; `body` is sent as JSON, by default an error as the service words it. */
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Answers with a text that is not JSON, such as a proxy's page. */
  | { readonly kind: "text"; readonly status: number; readonly type: string; readonly text: string }
  /** Answers with the first half of the real answer, as if that were all of it. Only after the handler. */
  | { readonly kind: "truncate" }
  /** Sends the real answer in so many pieces, with a pause before each. Only after the handler. */
  | { readonly kind: "trickle"; readonly pieces: number; readonly milliseconds: number }
  /** Waits, then goes on as usual. */
  | { readonly kind: "delay"; readonly milliseconds: number }
  /** Never answers: what is left of the request ends when the client gives up. */
  | { readonly kind: "hang" }
  /** Ends the connection without an answer. */
  | { readonly kind: "drop" }
  /** Sends the request once more, as some proxies do, and goes on as usual: it is handled twice. Only before the handler, over http. */
  | { readonly kind: "repeat" }
  /** Does something of the test's own, such as stopping the server, then goes on as usual. */
  | { readonly kind: "call"; readonly work: () => Promise<void> };

/**
 * Makes a fault happen.
 *
 * @param answer the real answer; undefined before the handler.
 * @param errorBody the body of an `answer` that names none.
 * @returns what is answered instead, or undefined where all goes on as usual.
 * @throws Error where the action has no meaning at this moment.
 */
export async function strike(
  action: FaultAction,
  context: Context<NodeEnvironment>,
  answer: Response | undefined,
  errorBody: (status: number) => unknown,
): Promise<Response | undefined> {
  switch (action.kind) {
    case "answer":
      return Response.json(action.body ?? errorBody(action.status), {
        status: action.status,
        headers: { ...action.headers },
      });
    case "text":
      return new Response(action.text, { status: action.status, headers: { "content-type": action.type } });
    case "truncate": {
      const text = await textOf(answer, action);
      return rewritten(answer, text.slice(0, text.length / 2));
    }
    case "trickle":
      return rewritten(answer, trickle(await textOf(answer, action), action));
    case "delay":
      await wait(action.milliseconds, undefined, { ref: false });
      return undefined;
    case "hang":
      await once(context.env.outgoing, "close");
      return RESPONSE_ALREADY_SENT;
    case "drop":
      context.env.incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    case "repeat": {
      if (answer !== undefined) throw new Error("A request can be repeated before the handler only.");
      const copy = context.req.raw.clone();
      const { method, headers } = copy;
      const body = await copy.text();
      const response = await fetch(context.req.url, { method, headers, ...(body === "" ? {} : { body }) });
      await response.body?.cancel();
      return undefined;
    }
    case "call":
      await action.work();
      return undefined;
  }
}

async function textOf(answer: Response | undefined, { kind }: FaultAction): Promise<string> {
  if (answer === undefined) throw new Error(`The fault ${kind} needs an answer: plan it after the handler.`);
  return answer.text();
}

/** The real answer with another body. */
function rewritten(answer: Response | undefined, body: string | ReadableStream): Response {
  const headers = new Headers(answer?.headers);
  headers.delete("content-length");
  return new Response(body, { status: answer?.status ?? 200, headers });
}

function trickle(
  text: string,
  { pieces, milliseconds }: { readonly pieces: number; readonly milliseconds: number },
): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  const size = Math.ceil(bytes.length / pieces);
  let sent = 0;
  return new ReadableStream({
    async pull(controller) {
      await wait(milliseconds, undefined, { ref: false });
      controller.enqueue(bytes.slice(sent, sent + size));
      sent += size;
      if (sent >= bytes.length) controller.close();
    },
  });
}
