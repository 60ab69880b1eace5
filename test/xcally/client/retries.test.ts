import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { startXcallySimulator, type XcallySimulator } from "../../../simulator/xcally/index.ts";
import { adviceFor, type XcallyClientOptions } from "../../../xcally/client/index.ts";
import type { Clock } from "../../../xcally/client/deadline.ts";
import { defaultRetryPolicy } from "../../../xcally/client/retryPolicy.ts";
import { failureOf, fields, operationOn, serve } from "./server.ts";

let xcally: XcallySimulator;
beforeAll(async () => {
  xcally = await startXcallySimulator();
});
afterEach(() => {
  xcally.reset();
});
afterAll(() => xcally.close());

const begin = (options: Partial<XcallyClientOptions> = {}) =>
  operationOn(xcally.url, { credentials: { kind: "apiKey", apiKey: xcally.apiKey }, ...options });
const sent = (method: string) => xcally.requests.filter((request) => request.method === method).length;

/** A clock on which waits take no time and are noted. */
function fastClock(): Clock & { readonly waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    now: () => waits.reduce((sum, wait) => sum + wait, 0),
    wait: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
    random: () => 1,
  };
}

describe("a request is repeated", () => {
  test.each([429, 500, 502, 503, 504])("as a GET that is answered %i for a while", async (status) => {
    xcally.faults.times(3, "beforeHandler", {}, { kind: "answer", status });
    expect(await begin().mailAccounts.list()).not.toEqual([]);
    expect(sent("GET")).toBe(4);
  });

  test("as a PUT whose answer is lost, which leaves what it wrote", async () => {
    await begin().cloudProviders.create(fields);
    xcally.faults.times(2, "afterHandler", { method: "PUT" }, { kind: "drop" });
    expect(await begin().mailAccounts.associate("1", "1")).toBe(true);
    expect(sent("PUT")).toBe(3);
    expect(xcally.state.mailAccounts.get(1)?.cloudProviderId).toBe(1);
  });

  test("as a DELETE whose answer is lost: the record is gone at its repeat, and that is a success", async () => {
    await begin().cloudProviders.create(fields);
    xcally.faults.once("afterHandler", { method: "DELETE" }, { kind: "drop" });
    await begin().cloudProviders.delete("1");
    expect(xcally.requests.filter(({ method }) => method === "DELETE").map(({ status }) => status)).toEqual([
      0, 404,
    ]);
  });

  test("as a POST that was turned away with 429", async () => {
    xcally.faults.times(2, "beforeHandler", { method: "POST" }, { kind: "answer", status: 429 });
    await begin().cloudProviders.create(fields);
    expect(sent("POST")).toBe(3);
    expect(xcally.state.cloudProviders.list()).toHaveLength(1);
  });

  test("until the server that was not there is there", async () => {
    const { url, close } = await serve(() => undefined);
    await close();
    let server: { close(): Promise<void> } | undefined;
    const clock = fastClock();
    const wait = async () => {
      server ??= await serve((_, response) => response.end("[]"), Number(new URL(url).port));
    };
    expect(await operationOn(url, { clock: { ...clock, wait } }).cloudProviders.list()).toEqual([]);
    await server?.close();
  });
});

describe("a request is not repeated", () => {
  test.each([400, 401, 403, 404, 409, 422])("that is refused with %i", async (status) => {
    xcally.faults.once("beforeHandler", {}, { kind: "answer", status });
    expect((await failureOf(begin().mailAccounts.list())).status).toBe(status);
    expect(sent("GET")).toBe(1);
  });

  test("as a PUT that breaks a foreign key, which XCALLY answers with 500", async () => {
    const error = await failureOf(begin().mailAccounts.associate("1", "99"));
    expect(error.message).toMatch(
      /^PUT \/api\/mail\/accounts\/1 answered 500: .*foreign key constraint fails/,
    );
    expect(sent("PUT")).toBe(1);
  });

  test("when failing fast", async () => {
    xcally.faults.once("beforeHandler", {}, { kind: "answer", status: 503 });
    const error = await failureOf(begin({ failFast: true }).mailAccounts.list());
    expect(error.message).toBe("GET /api/mail/accounts answered 503: Fault 503");
    expect(sent("GET")).toBe(1);
  });
});

describe("repeats", () => {
  test("end after so many tries, with the last failure and what to do", async () => {
    xcally.faults.times(Infinity, "beforeHandler", {}, { kind: "answer", status: 503 });
    const error = await failureOf(begin().mailAccounts.list());
    expect(error.message).toBe("GET /api/mail/accounts answered 503: Fault 503 (after 8 tries)");
    expect(adviceFor(error)).toBe("The server or a proxy before it is not ready: try again when it is.");
    expect(sent("GET")).toBe(8);
  });

  test("wait twice as long each time, up to ten seconds, and end by the deadline", async () => {
    xcally.faults.times(Infinity, "beforeHandler", {}, { kind: "answer", status: 429 });
    const clock = fastClock();
    const error = await failureOf(begin({ clock, retryPolicy: defaultRetryPolicy }).mailAccounts.list());
    expect(clock.waits).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000, 10_000]);
    expect(error.message).toBe(
      "GET /api/mail/accounts answered 429: Fault 429 (after 10 tries; an operation may take 60 seconds)",
    );
  });

  test.each([
    ["seconds", () => "7"],
    ["a date", () => new Date(Math.ceil(Date.now() / 1000) * 1000 + 7000).toUTCString()],
  ])("wait as long as the server asks for in %s", async (_, header) => {
    const headers = { "retry-after": header(), date: new Date().toUTCString() };
    xcally.faults.once("beforeHandler", {}, { kind: "answer", status: 429, headers });
    const clock = fastClock();
    await begin({ clock }).mailAccounts.list();
    expect(clock.waits).toHaveLength(1);
    expect(clock.waits[0]).toBeGreaterThanOrEqual(7000);
    expect(clock.waits[0]).toBeLessThan(9000);
  });

  test("are given up at once when the server asks to wait longer than there is time", async () => {
    const headers = { "retry-after": "120" };
    xcally.faults.once("beforeHandler", {}, { kind: "answer", status: 429, headers });
    const error = await failureOf(begin().mailAccounts.list());
    expect(error.message).toBe(
      "GET /api/mail/accounts answered 429: Fault 429 " +
        "(after 1 try; the server asks to wait 120 seconds, and an operation may take 60 seconds)",
    );
    expect(adviceFor(error)).toContain("lower xcallyConnection.maxInFlight or xcallyConnection.maxPerSecond");
  });
});

describe("the deadline", () => {
  test("is one for all requests of an operation", async () => {
    const clock = fastClock();
    const operation = begin({ clock, retryPolicy: defaultRetryPolicy, deadlineSeconds: 10 });
    xcally.faults.times(4, "beforeHandler", {}, { kind: "answer", status: 503 });
    await operation.mailAccounts.list();
    expect(clock.now()).toBe(7500);
    xcally.faults.times(4, "beforeHandler", {}, { kind: "answer", status: 503 });
    const { message } = await failureOf(operation.mailAccounts.list());
    expect(message).toContain("(after 3 tries; an operation may take 10 seconds)");
  });

  test("ends a request that hangs", async () => {
    xcally.switches.latencyMs = 60_000;
    const error = await failureOf(begin({ deadlineSeconds: 0.1 }).mailAccounts.list());
    expect(error.message).toBe(
      "GET /api/mail/accounts got no answer: nothing complete came within the 0.1 seconds that an operation may take",
    );
  });

  test("leaves time to send a request again that hangs", async () => {
    xcally.faults.once("beforeHandler", {}, { kind: "hang" });
    expect(await begin({ deadlineSeconds: 1 }).mailAccounts.list()).not.toEqual([]);
    expect(sent("GET")).toBe(2);
  });
});
