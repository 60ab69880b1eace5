import { describe, expect, test } from "@jest/globals";
import { XcallyError, type FailureDetails } from "../../../xcally/client/errors.ts";
import {
  defaultRetryPolicy,
  effectOfPost,
  failFastPolicy,
  repeatDelay,
  type RetryPolicy,
} from "../../../xcally/client/retryPolicy.ts";
import type { ApiRequest, Method } from "../../../xcally/client/transport.ts";

const methods: readonly Method[] = ["GET", "PUT", "DELETE", "POST"];
const status = (code: number, details: FailureDetails = {}) =>
  new XcallyError("GET", "/x", code, "no", details);
const network = (code: string) => new XcallyError("GET", "/x", undefined, "no", { code });
const request = (method: Method): ApiRequest => ({ method, path: "/x" });
const policy: RetryPolicy = { ...defaultRetryPolicy, baseDelay: 100, maxDelay: 1000 };

/** How often a request is sent in all before its failure is passed on; 1000 stands for without an end. */
function tries(error: XcallyError, method: Method, { makesNothing = false } = {}): number {
  for (let sent = 1; sent < 1000; sent++) {
    if (repeatDelay(policy, { ...request(method), makesNothing }, error, sent, 0.5) === undefined)
      return sent;
  }
  return 1000;
}

describe("how often a request is sent in all, as GET, PUT, DELETE and POST, when it fails with", () => {
  test.each<[string, XcallyError, readonly number[]]>([
    ["400", status(400), [1, 1, 1, 1]],
    ["401", status(401), [1, 1, 1, 1]],
    ["403", status(403), [1, 1, 1, 1]],
    ["404", status(404), [1, 1, 1, 1]],
    ["409", status(409), [1, 1, 1, 1]],
    ["422", status(422), [1, 1, 1, 1]],
    ["429", status(429), [1000, 1000, 1000, 1000]],
    ["500, which a foreign key causes too", status(500), [4, 1, 1, 1]],
    ["501", status(501), [1, 1, 1, 1]],
    ["502", status(502), [8, 8, 8, 1]],
    ["503", status(503), [8, 8, 8, 1]],
    ["504", status(504), [8, 8, 8, 1]],
    ["a proxy's page with 502", status(502, { code: "NOT_JSON" }), [8, 8, 8, 1]],
    ["a page with 200", status(200, { code: "NOT_JSON" }), [1, 1, 1, 1]],
    ["a connection refused", network("ECONNREFUSED"), [6, 6, 6, 6]],
    ["a name server that is not ready", network("EAI_AGAIN"), [6, 6, 6, 6]],
    ["no connection in time", network("UND_ERR_CONNECT_TIMEOUT"), [6, 6, 6, 6]],
    ["a connection reset", network("ECONNRESET"), [8, 8, 8, 1]],
    ["a connection closed", network("UND_ERR_SOCKET"), [8, 8, 8, 1]],
    ["no answer in time", network("UND_ERR_HEADERS_TIMEOUT"), [8, 8, 8, 1]],
    ["an unknown name", network("ENOTFOUND"), [1, 1, 1, 1]],
    ["a certificate that is not trusted", network("SELF_SIGNED_CERT_IN_CHAIN"), [1, 1, 1, 1]],
    ["the operation's deadline", network("DEADLINE"), [1, 1, 1, 1]],
  ])("%s", (_, error, expected) => {
    expect(methods.map((method) => tries(error, method))).toEqual(expected);
  });

  test("a lost answer, as a POST that makes nothing", () => {
    expect(tries(network("ECONNRESET"), "POST", { makesNothing: true })).toBe(8);
  });
  test("anything, when failing fast", () => {
    expect(repeatDelay(failFastPolicy, request("GET"), status(503), 1, 0)).toBeUndefined();
  });
});

describe("the wait before a repeat", () => {
  const delays = (random: number) =>
    [1, 2, 3, 4, 5, 6].map((sent) => repeatDelay(policy, request("GET"), status(503), sent, random));

  test("doubles up to its longest, and is any part of that", () => {
    expect(delays(1)).toEqual([100, 200, 400, 800, 1000, 1000]);
    expect(delays(0.25)).toEqual([25, 50, 100, 200, 250, 250]);
    expect(delays(0)).toEqual([0, 0, 0, 0, 0, 0]);
  });
  test("is what the server asks for, however long, and a little more, so that not all come back at once", () => {
    const asked = status(503, { retryAfter: 30_000 });
    expect(repeatDelay(policy, request("GET"), asked, 1, 0)).toBe(30_000);
    expect(repeatDelay(policy, request("GET"), asked, 1, 0.5)).toBe(30_050);
  });
});

describe("what a failed POST may have left behind", () => {
  test.each<[string, XcallyError, string]>([
    ["a connection refused", network("ECONNREFUSED"), "none"],
    ["429", status(429), "none"],
    ["422", status(422), "none"],
    ["409, as of a name that a POST before it has taken", status(409), "doubtful"],
    ["a lost answer", network("ECONNRESET"), "unclear"],
    ["504", status(504), "unclear"],
    ["500", status(500), "doubtful"],
    ["an unknown network error", network("EUNKNOWN"), "doubtful"],
    ["a page with 201", status(201, { code: "NOT_JSON" }), "made"],
  ])("%s: %s", (_, error, effect) => {
    expect(effectOfPost(error)).toBe(effect);
  });
});
