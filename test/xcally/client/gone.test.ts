import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { startXcallySimulator, type XcallySimulator } from "../../../simulator/xcally/index.ts";
import { adviceFor, createXcallyClient } from "../../../xcally/client/index.ts";
import type { ContractOverrides } from "../../../xcally/contract.ts";
import { quick } from "../quick.ts";
import { failureOf, fields } from "./server.ts";

let xcally: XcallySimulator;
beforeAll(async () => {
  xcally = await startXcallySimulator();
});
afterEach(() => {
  xcally.reset();
});
afterAll(() => xcally.close());

const client = (contract: ContractOverrides = {}) =>
  createXcallyClient({
    ...quick,
    url: xcally.url,
    credentials: { kind: "apiKey", apiKey: xcally.apiKey },
    contract,
  });

describe("a record is gone", () => {
  test("when it answers 404 and its collection answers, which is asked once", async () => {
    const { begin } = client();
    expect(await begin().cloudProviders.find("7")).toBeUndefined();
    expect(await begin().cloudProviders.find("8")).toBeUndefined();
    expect(xcally.requests.map(({ path }) => path)).toEqual([
      "/api/cloudProviders/7",
      "/api/cloudProviders",
      "/api/cloudProviders/8",
    ]);
  });

  test("to whoever writes to it, and for whoever deletes it", async () => {
    const { cloudProviders, mailAccounts } = client().begin();
    expect(await cloudProviders.update("7", fields)).toBe(false);
    expect(await mailAccounts.associate("77", "7")).toBe(false);
    await cloudProviders.delete("7");
  });
});

describe("a record is not gone", () => {
  test.each([
    ["read", () => client().begin().cloudProviders.find("7")],
    ["written", () => client().begin().cloudProviders.update("7", fields)],
    ["deleted", () => client().begin().cloudProviders.delete("7")],
  ])("when its collection answers 404 too: the API itself is not there, to be %s", async (_, work) => {
    xcally.switches.routes = { cloudProviders: "/integrations/cloud" };
    const error = await failureOf(work());
    expect(error.message).toBe(
      "GET /api/cloudProviders answered 404: not even the collection is there, so the API itself was not found at this address",
    );
    expect(adviceFor(error)).toBe(
      "Check xcallyUrl and, where this server's routes differ, contract.basePath and contract.routes in the configuration.",
    );
  });

  test("when its collection answers something else than a list", async () => {
    xcally.faults.once(
      "beforeHandler",
      { path: "/api/cloudProviders" },
      { kind: "answer", status: 200, body: {} },
    );
    expect((await failureOf(client().begin().cloudProviders.find("7"))).message).toBe(
      "GET /api/cloudProviders answered 200: the answer has no field rows, so it is not a list of Cloud Providers",
    );
  });

  test("when its collection could not be asked; it is asked again the next time", async () => {
    const { begin } = client();
    const collection = { path: "/api/cloudProviders" };
    xcally.faults.once("beforeHandler", collection, { kind: "answer", status: 403 });
    expect((await failureOf(begin().cloudProviders.find("7"))).status).toBe(403);
    expect(await begin().cloudProviders.find("7")).toBeUndefined();
  });
});
