import { describe, expect, test } from "@jest/globals";
import { credentialsOf, serverArguments, withCloud } from "../../../xcally/provider/arguments.ts";

const given = { url: "https://rome.contoso.com", authentication: "apiKey" };

describe("a server with a prefix of its own for variables", () => {
  const rome = serverArguments.parse({ ...given, variablePrefix: "XCALLY_ROME" });

  test("takes its key from its own variable, and never another server's", () => {
    const environment = { XCALLY_API_KEY: "of another server", XCALLY_ROME_API_KEY: "of Rome" };
    expect(credentialsOf(rome, environment)).toEqual({ kind: "apiKey", apiKey: "of Rome" });
  });

  test("names its own variable where there is no key", () => {
    expect(() => credentialsOf(rome, { XCALLY_API_KEY: "of another server" })).toThrow(
      "No credentials for XCALLY at https://rome.contoso.com: set XCALLY_ROME_API_KEY in the environment.",
    );
  });
});

test("the cloud of a server's tenants wins over the environment's", () => {
  const cloud = JSON.stringify({ environment: "usgovernment" });
  const environment = { ARM_ENVIRONMENT: "public", HTTPS_PROXY: "http://proxy" };
  expect(withCloud(serverArguments.parse({ ...given, cloud }), environment)).toEqual({
    ARM_ENVIRONMENT: "usgovernment",
    HTTPS_PROXY: "http://proxy",
  });
  expect(withCloud(serverArguments.parse(given), environment)).toEqual(environment);
});
