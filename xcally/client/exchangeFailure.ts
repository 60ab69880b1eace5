import { z } from "zod";
import type { Deadline } from "./deadline.ts";
import { XcallyError } from "./errors.ts";
import type { ApiRequest } from "./transport.ts";

const nodeError = z.object({ code: z.string().optional(), name: z.string(), message: z.string() });

/**
 * Why a request has no complete answer.
 *
 * @param error what undici threw.
 * @param missed the deadline, if that is what ended the request.
 * @param status that the answer began with, if it began.
 */
export function exchangeFailure(
  { method, path }: ApiRequest,
  error: unknown,
  missed: Deadline | undefined,
  status: number | undefined,
): XcallyError {
  const failure = (reason: string, code?: string, answered?: number) =>
    new XcallyError(method, path, answered, reason, code === undefined ? {} : { code });
  if (missed !== undefined) {
    const reason = `nothing complete came within the ${missed.seconds} seconds that an operation may take`;
    return failure(reason, "DEADLINE");
  }
  // A name with several addresses has an error for each.
  const parsed = nodeError.safeParse(error instanceof AggregateError ? (error.errors[0] ?? error) : error);
  if (!parsed.success) return failure(String(error));
  const { code, name, message } = parsed.data;
  if (name === "HTTPParserError") return failure("what came is not HTTP", "NOT_HTTP");
  if (code === "UND_ERR_RES_EXCEEDED_MAX_SIZE") {
    const reason = "more than 10 megabytes came, so this is not XCALLY's API answering";
    return failure(reason, "TOO_LARGE", status);
  }
  return failure(code === undefined || message.includes(code) ? message : `${message} (${code})`, code);
}
