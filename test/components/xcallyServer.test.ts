import { describe, expect, test } from "@jest/globals";
import { XcallyServer, type XcallyServerArgs } from "../../components/xcallyServer.ts";
import { declaredBy } from "./mocks.ts";

/** The arguments that the provider instance gets. */
async function argumentsOf(args: Partial<XcallyServerArgs>): Promise<Readonly<Record<string, unknown>>> {
  const { of } = await declaredBy(
    () => new XcallyServer("xcally", { url: "https://xcally.lan", authentication: "apiKey", ...args }),
  );
  return of("pulumi:providers:pulumi-nodejs")[0]?.inputs ?? {};
}

describe("the connection of a server", () => {
  test("is one argument of the provider instance, as JSON", async () => {
    const connection = { deadlineSeconds: 30, verifyCertificates: false };
    expect(await argumentsOf({ connection })).toMatchObject({
      "xcally:connection": JSON.stringify(connection),
    });
  });

  test("is left out where everything is left to its default, so that better defaults reach old stacks", async () => {
    expect(await argumentsOf({ connection: {} })).not.toHaveProperty("xcally:connection");
  });
});
