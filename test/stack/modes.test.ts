import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { connections } from "../../commands/demo/bothSides.ts";
import { startTestStack, type TestStack } from "./testStack.ts";

jest.setTimeout(300_000);

describe("one application for all mailboxes, consent by a person, XCALLY over https with a password", () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startTestStack({ application: "shared", consent: "interactive" });
    await stack.up();
  });
  afterAll(() => stack.close());

  test("every mailbox uses the one Cloud Provider and its one application", () => {
    const connected = connections(stack).filter(({ cloudProvider }) => cloudProvider !== undefined);
    expect(connected).toHaveLength(3);
    expect(new Set(connected.map(({ cloudProvider }) => cloudProvider?.id)).size).toBe(1);
    expect(stack.entra.state.applications.filter(({ seeded }) => !seeded)).toHaveLength(1);
    expect(stack.xcally.state.cloudProviders.list()).toHaveLength(1);
  });

  test("nobody has consented, and the link for an administrator is an output", async () => {
    expect(stack.entra.state.grants).toEqual([]);
    const { mailboxes } = await stack.stack.outputs();
    const link = (mailboxes?.value as { support: { adminConsentUrl: string } }).support.adminConsentUrl;
    expect(link).toContain(`/${stack.entra.tenantId}/v2.0/adminconsent?client_id=`);
  });

  test("a second up and a refresh change nothing", async () => {
    expect(Object.keys(await stack.up())).toEqual(["same"]);
    expect(Object.keys(await stack.refresh())).toEqual(["same"]);
  });
});
