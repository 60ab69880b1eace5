import { afterEach, describe, expect, jest, test } from "@jest/globals";
import type { dynamic } from "@pulumi/pulumi";
import { startXcallySimulator } from "../../../simulator/xcally/index.ts";
import { connectionWarnings, readConnection } from "../../../xcally/provider/connection.ts";
import { cloudProvider, mailAccountAssociation } from "../../../xcally/provider/index.ts";
import { rejection } from "../../support/rejection.ts";
import { open } from "./open.ts";

afterEach(() => {
  jest.restoreAllMocks();
});

describe("the argument connection", () => {
  test("sets nothing when there is none", () => {
    expect(readConnection(undefined)).toEqual({});
  });

  test("reaches the client", async () => {
    const xcally = await startXcallySimulator({ tls: true });
    try {
      const list = (connection: object) =>
        open(xcally, { connection: JSON.stringify(connection) })()
          .begin()
          .mailAccounts.list();
      expect((await rejection(list({}))).message).toContain("unable to verify the first certificate");
      expect(await list({ verifyCertificates: false })).not.toEqual([]);
      xcally.switches.latencyMs = 60_000;
      const late = list({ verifyCertificates: false, deadlineSeconds: 0.1 });
      expect((await rejection(late)).message).toContain("within the 0.1 seconds");
    } finally {
      await xcally.close();
    }
  });
});

describe("a warning is given", () => {
  const url = "http://xcally.lan";
  test("for certificates that are not checked and for http, each in a sentence", () => {
    expect(connectionWarnings(url, { verifyCertificates: false, allowHttp: true })).toEqual([
      "The certificate of http://xcally.lan is not checked, because xcallyConnection.verifyCertificates is false: whoever is on " +
        "the way there can read and change everything. Set xcallyCaFile instead.",
      "What is sent to http://xcally.lan is not encrypted, which xcallyConnection.allowHttp allows: whoever is on the way there " +
        "can read the credentials and the client secrets. Let the server speak https instead.",
    ]);
  });
  test.each([
    ["nothing is set", url, {}],
    ["certificates are checked", url, { verifyCertificates: true }],
    ["http is allowed, but not used", "https://xcally.lan", { allowHttp: true }],
  ])("not when %s", (_, address, connection) => {
    expect(connectionWarnings(address, connection)).toEqual([]);
  });

  test("once a run, on standard error, as soon as the provider is configured", async () => {
    const write = jest.spyOn(process.stderr, "write").mockReturnValue(true);
    const values: Readonly<Record<string, string>> = {
      "xcally:url": url,
      "xcally:connection": '{"allowHttp":true}',
    };
    const config = { get: (name: string) => values[name], require: (name: string) => values[name] ?? "" };
    const request: dynamic.ConfigureRequest = { config };
    await cloudProvider.configure?.(request);
    await mailAccountAssociation.configure?.(request);
    expect(write.mock.calls).toEqual([
      [expect.stringMatching(/^Warning: What is sent to http:\/\/xcally\.lan is not encrypted.*\n$/)],
    ]);
  });
});
