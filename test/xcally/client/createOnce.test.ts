import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { startXcallySimulator, type XcallySimulator } from "../../../simulator/xcally/index.ts";
import type { XcallyClientOptions } from "../../../xcally/client/index.ts";
import { failureOf, fields, operationOn, serve } from "./server.ts";

let xcally: XcallySimulator;
beforeAll(async () => {
  xcally = await startXcallySimulator();
});
afterEach(() => {
  expect(xcally.unexpectedRequests).toEqual([]);
  xcally.reset();
});
afterAll(() => xcally.close());

const create = (options: Partial<XcallyClientOptions> = {}) =>
  operationOn(xcally.url, {
    credentials: { kind: "apiKey", apiKey: xcally.apiKey },
    ...options,
  }).cloudProviders.create(fields);
const post = { method: "POST" } as const;
const requests = () => xcally.requests.map(({ method }) => method);
const markers = () => xcally.state.cloudProviders.list().map(({ name }) => name);
const ours = "Support [0123456789abcdef]";
const byHand = { name: "Support", service: "Microsoft Azure", type: "Outlook365" };
const record = {
  ...byHand,
  clientId: fields.clientId,
  clientSecret: fields.clientSecret,
  tenantId: fields.tenantId,
  redirectUri: null,
};

describe("a POST that was applied although it failed is found by its marker and taken over:", () => {
  test.each([
    ["its answer is lost", { kind: "drop" }],
    ["a proxy gives up", { kind: "answer", status: 504 }],
    ["the server fails afterwards", { kind: "answer", status: 500 }],
    ["the answer has no id", { kind: "answer", status: 201, body: { ok: true } }],
    ["the answer is empty", { kind: "answer", status: 201, body: "" }],
  ] as const)("%s", async (_, action) => {
    xcally.state.cloudProviders.create({ ...record, name: "Support" });
    xcally.faults.once("afterHandler", post, action);
    expect(await create()).toMatchObject({ id: "2", clientId: fields.clientId });
    expect(requests()).toEqual(["POST", "GET"]);
    expect(markers()).toEqual(["Support", ours]);
  });

  test("and waited for, when the server is slow to show it", async () => {
    let posts = 0;
    let lists = 0;
    const server = await serve(({ method }, response) => {
      if (method === "POST") posts += 1;
      else lists += 1;
      const rows = lists < 3 ? [] : [{ id: 5, name: ours }];
      response.writeHead(method === "POST" ? 201 : 200).end(method === "POST" ? "" : JSON.stringify(rows));
    });
    const { cloudProviders } = operationOn(server.url, { readBack: 1000 });
    expect((await cloudProviders.create(fields)).id).toBe("5");
    expect(posts).toBe(1);
    await server.close();
  });
});

describe("a POST of which there is no trace", () => {
  test.each([
    ["its connection was cut", { kind: "drop" }],
    ["the server was not ready", { kind: "answer", status: 503 }],
  ] as const)("is sent again after a look: %s", async (_, action) => {
    xcally.faults.once("beforeHandler", post, action);
    expect((await create()).id).toBe("1");
    expect(requests()).toEqual(["POST", "GET", "POST", "GET"]);
    expect(markers()).toEqual([ours]);
  });

  test("is sent three times at most, and the failure is the POST's", async () => {
    xcally.faults.times(Infinity, "beforeHandler", post, { kind: "answer", status: 503 });
    const error = await failureOf(create());
    expect(error.message).toBe("POST /api/cloudProviders answered 503: Fault 503");
    expect(requests()).toEqual(["POST", "GET", "POST", "GET", "POST", "GET"]);
  });

  test("is not sent again after a 500, which it would cause again", async () => {
    xcally.faults.once("beforeHandler", post, { kind: "answer", status: 500 });
    expect((await failureOf(create())).status).toBe(500);
    expect(requests()).toEqual(["POST", "GET"]);
  });

  test("is neither looked for nor sent again when it was refused", async () => {
    xcally.faults.once("beforeHandler", post, { kind: "answer", status: 422 });
    expect((await failureOf(create())).status).toBe(422);
    expect(requests()).toEqual(["POST"]);
  });

  test("is neither looked for nor sent again when failing fast", async () => {
    xcally.faults.once("afterHandler", post, { kind: "drop" });
    expect((await failureOf(create({ failFast: true }))).message).toContain(
      "POST /api/cloudProviders got no answer",
    );
    expect(requests()).toEqual(["POST"]);
  });
});

describe("a POST that was thought lost and is applied just before its repeat", () => {
  /** The first POST is cut off; it is applied at the moment at which the second one arrives. */
  const applyLate = () => {
    xcally.faults.once("beforeHandler", post, { kind: "drop" });
    let isApplied = false;
    const when = () => {
      if (!isApplied) xcally.state.cloudProviders.create({ ...record, name: ours });
      isApplied = true;
      return false;
    };
    xcally.faults.once("beforeHandler", { method: "POST", when }, { kind: "drop" });
  };

  test("is taken over where the server refuses the second one for its name", async () => {
    applyLate();
    expect((await create()).id).toBe("1");
    expect(xcally.requests.map(({ status }) => status)).toEqual([0, 200, 409, 200]);
    expect(markers()).toEqual([ours]);
  });

  test("leaves one where the server takes two of the same name; nobody else's is touched", async () => {
    xcally.switches.uniqueNames = false;
    xcally.state.cloudProviders.create({ ...record, name: "Support" });
    applyLate();
    expect((await create()).id).toBe("2");
    expect(markers()).toEqual(["Support", ours]);
    expect(requests()).toEqual(["POST", "GET", "POST", "GET", "DELETE"]);
  });
});

describe("a POST that a proxy sends twice", () => {
  const sendTwice = () => xcally.faults.once("beforeHandler", post, { kind: "repeat" });

  test("is found where the server refuses the second one for its name, and only that answer arrives", async () => {
    sendTwice();
    expect((await create()).id).toBe("1");
    expect(xcally.requests.map(({ status }) => status)).toEqual([201, 409, 200]);
    expect(markers()).toEqual([ours]);
  });

  test.each([
    ["filters its lists", {}],
    ["gives all rows in pages whatever is asked for", { listShape: "bareArray", maxPageSize: 1 }],
  ] as const)("leaves one where the server takes two of the same name and %s", async (_, switches) => {
    Object.assign(xcally.switches, { uniqueNames: false, ...switches });
    xcally.state.cloudProviders.create({ ...record, name: "Support" });
    sendTwice();
    expect((await create()).id).toBe("2");
    expect(markers()).toEqual(["Support", ours]);
    expect(requests().at(-1)).toBe("DELETE");
  });

  test("is not looked for when failing fast", async () => {
    await create({ failFast: true });
    expect(requests()).toEqual(["POST"]);
  });
});

test("a POST that is refused because its name is taken fails with that when no record carries its marker", async () => {
  xcally.faults.once("beforeHandler", post, { kind: "answer", status: 409 });
  expect((await failureOf(create())).status).toBe(409);
  expect(requests()).toEqual(["POST", "GET"]);
});
