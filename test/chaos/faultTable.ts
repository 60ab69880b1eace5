import type { Faults, PlannedFault } from "../../simulator/shared/faults.ts";
import type { RequestMatcher } from "../../simulator/shared/requestMatcher.ts";

/** What is done to a Cloud Provider while something goes wrong. */
export const operations = ["create", "update", "read", "delete"] as const;
export type Operation = (typeof operations)[number];

/** Something that goes wrong with one request. */
export interface FaultRow {
  /** Also the key of the mailbox that it strikes. */
  readonly key: string;
  /** The half of a sentence. */
  readonly what: string;
  /** Plans it for the request that does the operation. */
  readonly plan: (faults: Faults, request: RequestMatcher, operation: Operation) => PlannedFault;
  /** Defaults to all. */
  readonly operations?: readonly Operation[];
  /**
   * Operations that end with an error, with what it says of the request: another try would fail again, or nobody knows what became of
   * the first. Defaults to none: the same run gets through.
   */
  readonly fails?: Partial<Readonly<Record<Operation, string>>>;
}

const page = {
  kind: "text",
  type: "text/html",
  text: "<!doctype html>\n<title>Please wait</title>",
} as const;
const notJson = "what came is not JSON, so this is not XCALLY's API answering";

/** What a network, a proxy or a server may do to one request. */
export const faultTable: readonly FaultRow[] = [
  {
    key: "reset-before",
    what: "the connection is reset before the request is applied",
    plan: (faults, request) => faults.once("beforeHandler", request, { kind: "drop" }),
  },
  {
    key: "reset-after",
    what: "the connection is reset after the request was applied",
    plan: (faults, request) => faults.once("afterHandler", request, { kind: "drop" }),
  },
  {
    key: "timeout",
    what: "no answer comes in time, although the request was applied",
    plan: (faults, request) => faults.once("afterHandler", request, { kind: "hang" }),
  },
  {
    key: "throttled",
    what: "the answer is 429 with Retry-After",
    plan: (faults, request) =>
      faults.times(2, "beforeHandler", request, {
        kind: "answer",
        status: 429,
        headers: { "retry-after": "1" },
      }),
  },
  {
    key: "error-500",
    what: "the answer is 500 once",
    plan: (faults, request) => faults.once("beforeHandler", request, { kind: "answer", status: 500 }),
    fails: {
      create: "answered 500: Fault 500",
      update: "answered 500: Fault 500",
      delete: "answered 500: Fault 500",
    },
  },
  {
    key: "error-503",
    what: "the answer is 503 for a while",
    plan: (faults, request) => faults.times(2, "beforeHandler", request, { kind: "answer", status: 503 }),
  },
  {
    key: "truncated",
    what: "the answer is truncated JSON",
    plan: (faults, request, operation) =>
      faults.once(
        "afterHandler",
        request,
        operation === "delete"
          ? // Of its own accord the stand-in answers a deletion with nothing, of which no half is missing.
            { kind: "text", status: 200, type: "application/json", text: '{"id": 7, "na' }
          : { kind: "truncate" },
      ),
    fails: { read: `answered 200: ${notJson}` },
  },
  {
    key: "page-200",
    what: "a page with 200 comes instead of JSON, and the request is not applied",
    plan: (faults, request) => faults.once("beforeHandler", request, { ...page, status: 200 }),
    fails: {
      create: `answered 200: ${notJson}`,
      update: `answered 200: ${notJson}`,
      read: `answered 200: ${notJson}`,
      delete: `answered 200: ${notJson}`,
    },
  },
  {
    key: "page-502",
    what: "a page with 502 comes instead of JSON, and the request is applied",
    plan: (faults, request) => faults.once("afterHandler", request, { ...page, status: 502 }),
  },
  {
    key: "repeated",
    what: "a proxy sends the request twice, and the second answer arrives",
    plan: (faults, request) => faults.once("beforeHandler", request, { kind: "repeat" }),
  },
  {
    key: "name-taken",
    what: "a proxy sends the request twice, and the second one is refused because the name is taken",
    plan: (faults, request) => faults.once("afterHandler", request, { kind: "answer", status: 409 }),
    operations: ["create"],
  },
  {
    key: "trickle",
    what: "the answer trickles in",
    plan: (faults, request, operation) =>
      faults.once(
        "afterHandler",
        // A deletion is answered with nothing, but the record is read before.
        operation === "delete" ? { ...request, method: "GET" } : request,
        { kind: "trickle", pieces: 20, milliseconds: 50 },
      ),
  },
];
