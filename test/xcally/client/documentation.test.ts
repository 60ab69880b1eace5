import { afterEach, describe, expect, test } from "@jest/globals";
import { startXcallySimulator } from "../../../simulator/xcally/index.ts";
import { readDocumentation } from "../../../xcally/client/documentation.ts";
import { operationOn, serve, type TestServer } from "./server.ts";

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const timeoutMs = 5_000;
const read = () => readDocumentation(server?.url ?? "", { timeoutMs });
/** Serves these texts by their paths, and the web application for all else, as XCALLY does. */
const serveFiles = async (files: Readonly<Record<string, string>>) => {
  server = await serve((request, response) => {
    response.end(files[request.url ?? ""] ?? "<!doctype html><title>XCALLY</title>");
  });
};
const endpoint = {
  type: "post",
  url: "https://motion.contoso.com/api/cloudProviders/",
  parameter: { fields: { Parameter: [{ field: "name" }], Body: [{ field: "clientId" }, { field: "name" }] } },
};
const route = { method: "POST", path: "/api/cloudProviders", fields: ["name", "clientId"] };

describe("a server's own documentation", () => {
  test.each([
    ["a list in JSON", { "/apidoc/api_data.json": JSON.stringify([endpoint]) }],
    [
      "an object in JavaScript",
      { "/apidoc/api_data.js": `define({ "api": ${JSON.stringify([endpoint])} });` },
    ],
  ])("is read as %s", async (_what, files) => {
    await serveFiles(files);
    expect(await read()).toEqual([route]);
  });

  test("is missing where the server answers its web application, or nothing", async () => {
    await serveFiles({});
    expect(await read()).toBeUndefined();
    await server?.close();
    expect(await read()).toBeUndefined();
  });

  test("has routes without fields", async () => {
    await serveFiles({
      "/apidoc/api_data.json": JSON.stringify([{ type: "get", url: "/api/x", parameter: 7 }]),
    });
    expect(await read()).toEqual([{ method: "GET", path: "/api/x", fields: [] }]);
  });

  test("is asked for without credentials", async () => {
    const xcally = await startXcallySimulator();
    await readDocumentation(xcally.url, { timeoutMs });
    expect(xcally.requests).toMatchObject([{ path: "/apidoc/api_data.json", query: {} }]);
    await xcally.close();
  });
});

test("the names of a list's fields are those of its first rows, without their values", async () => {
  server = await serve((_request, response) => {
    response.end(
      JSON.stringify({
        count: 2,
        rows: [
          { id: 1, secret: "sesame" },
          { id: 2, name: "x" },
        ],
      }),
    );
  });
  expect(await operationOn(server.url).fieldNames("cloudProviders")).toEqual({
    rows: 2,
    names: ["id", "name", "secret"],
  });
});

test("a mail account's service is a text or nothing, and never a reason to fail", async () => {
  const rows = ["Outlook365", 7, undefined].map((service, index) => ({
    id: index + 1,
    email: "a@b.c",
    service,
  }));
  server = await serve((_request, response) => {
    response.end(JSON.stringify({ count: 3, rows }));
  });
  const accounts = await operationOn(server.url).mailAccounts.list();
  expect(accounts.map(({ service }) => service)).toEqual(["Outlook365", undefined, undefined]);
});
