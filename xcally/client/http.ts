import { request as send, type Dispatcher } from "undici";
import { parseBody, refusalReason } from "./answerBody.ts";
import type { Deadline } from "./deadline.ts";
import { createDispatcher, type DispatcherOptions } from "./dispatcher.ts";
import { XcallyError } from "./errors.ts";
import { exchangeFailure } from "./exchangeFailure.ts";
import { parseRetryAfter } from "../../network/retryAfter.ts";
import type { ApiAnswer, ApiRequest, Transport } from "./transport.ts";

/**
 * The lowest layer of the client: JSON over HTTP to one server, each request once. Redirects are not followed: XCALLY's API
 * makes none, so one is a login page or a proxy, which the credentials are not for.
 *
 * @param serverUrl the server's address, such as `https://motion.contoso.com`, without a slash at its end.
 */
export function createTransport(serverUrl: string, options: DispatcherOptions): Transport {
  const dispatcher = createDispatcher(options);
  return async (request, deadline) => {
    const { answer, text } = await exchange(serverUrl, dispatcher, request, deadline);
    return read(request, answer, text, serverUrl);
  };
}

async function exchange(
  serverUrl: string,
  dispatcher: Dispatcher,
  request: ApiRequest,
  deadline: Deadline,
): Promise<{ answer: Dispatcher.ResponseData; text: string }> {
  const { method, path, query, headers, body } = request;
  const signal = AbortSignal.timeout(Math.ceil(deadline.remaining()));
  let answer: Dispatcher.ResponseData | undefined;
  try {
    answer = await send(serverUrl + path, {
      dispatcher,
      method,
      signal,
      ...(query === undefined ? {} : { query }),
      headers: {
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return { answer, text: await answer.body.text() };
  } catch (error) {
    throw exchangeFailure(request, error, signal.aborted ? deadline : undefined, answer?.statusCode);
  }
}

function read(
  { method, path, secrets = [] }: ApiRequest,
  { statusCode: status, headers }: Dispatcher.ResponseData,
  text: string,
  serverUrl: string,
): ApiAnswer {
  const header = (name: string) => [headers[name]].flat()[0];
  const fail = (reason: string, code?: string): never => {
    const retryAfter = parseRetryAfter(header("retry-after"), header("date"), new Date());
    throw new XcallyError(method, path, status, reason, {
      ...(code === undefined ? {} : { code }),
      ...(retryAfter === undefined ? {} : { retryAfter }),
    });
  };
  if (status >= 300 && status <= 399) return fail(redirectReason(header("location"), serverUrl), "REDIRECT");
  const isSuccess = status >= 200 && status <= 299;
  const body = parseBody(text);
  // A success with a word such as OK is enough for what changes a record; it is read back anyway.
  const needsJson = method === "GET" || method === "POST";
  if (/^\s*</.test(text) || (isSuccess && body.kind === "notJson" && needsJson)) {
    return fail("what came is not JSON, so this is not XCALLY's API answering", "NOT_JSON");
  }
  if (!isSuccess) return fail(refusalReason(text, body, secrets));
  if (body.kind === "tooDeep") {
    return fail("the JSON is nested too deep, so this is not XCALLY's API answering", "TOO_DEEP");
  }
  const value = body.kind === "json" ? body.value : undefined;
  return { status, body: value, contentRange: header("content-range") };
}

/** Gives the target's host only: a redirect often repeats the query, and with it the API key. */
function redirectReason(location: string | undefined, serverUrl: string): string {
  const target = location === undefined ? null : URL.parse(location, serverUrl);
  const where = target === null ? "" : ` to ${target.protocol}//${target.host}`;
  return `it redirects${where}, and redirects are not followed`;
}
