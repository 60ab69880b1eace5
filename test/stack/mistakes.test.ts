import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { startXcallySimulator } from "../../simulator/xcally/index.ts";
import { rejection } from "../support/rejection.ts";
import { startTestStack, threeMailboxes, type TestStack } from "./testStack.ts";

jest.setTimeout(300_000);

const [support] = threeMailboxes;
let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ mailboxes: [support] });
});
afterEach(() => stack.configure({ mailboxes: [support], xcallyUrl: stack.xcally.url, tenantId: undefined }));
afterAll(() => stack.close());

test("mistakes in the configuration are told all at once, without a stack trace, before anything is touched", async () => {
  await stack.configure({ mailboxes: [{ key: "support", adress: "support@contoso.com" }], consent: "maybe" });
  const { message } = await rejection(stack.up());
  await stack.configure({ consent: undefined });
  expect(message).toContain("consent");
  expect(message).toContain("mailboxes[0].adress");
  expect(message).toContain("Did you mean address");
  expect(message).not.toMatch(/^\s+at /m);
  expect(stack.entra.requests).toEqual([]);
  expect(stack.xcally.requests).toEqual([]);
});

test("an identity of another tenant than the one configured is refused before anything is touched", async () => {
  await stack.configure({ tenantId: "99999999-9999-4999-8999-999999999999" });
  const { message } = await rejection(stack.up());
  expect(message).toContain(`belongs to tenant ${stack.entra.tenantId}`);
  expect(stack.xcally.requests).toEqual([]);
});

test("a mailbox without a mail account in XCALLY is named, and the next up carries on from there", async () => {
  await stack.configure({ mailboxes: [{ key: "new", address: "new@contoso.com" }] });
  await expect(stack.up()).rejects.toThrow();
  expect(stack.output()).toContain(
    "Mailbox new (new@contoso.com) needs a mail account with the address new@contoso.com",
  );
  stack.xcally.state.mailAccounts.update(1, { email: "new@contoso.com" });
  await stack.up();
  expect(stack.xcally.state.mailAccounts.get(1)?.cloudProviderId).toBe(1);
  expect(stack.entra.state.applications.filter(({ seeded }) => !seeded)).toHaveLength(1);
});

describe("another address of XCALLY's", () => {
  // With as many mailboxes the first is refused while the last ones are still to be declared.
  test.each(["false", "true"])(
    "is refused in the preview, so that ids of one server are never used on another (PULUMI_PARALLEL_DIFF=%s)",
    async (parallelDiff) => {
      const other = await startXcallySimulator();
      stack.stack.workspace.envVars["PULUMI_PARALLEL_DIFF"] = parallelDiff;
      try {
        await stack.configure({
          mailboxes: ["new", ...Array.from({ length: 60 }, (_, index) => `another-${index}`)].map((key) => ({
            key,
            address: `${key}@contoso.com`,
          })),
          xcallyUrl: other.url,
        });
        await expect(stack.preview()).rejects.toThrow();
        expect(stack.output()).toContain(
          `was made on ${stack.xcally.url}, but xcallyUrl is now ${other.url}`,
        );
        expect(stack.output()).not.toMatch(/unhandled|UNAVAILABLE|ECONNREFUSED/i);
        expect(other.requests).toEqual([]);
      } finally {
        delete stack.stack.workspace.envVars["PULUMI_PARALLEL_DIFF"];
        await other.close();
      }
    },
  );

  test("of the same server is an update once xcallyPreviousUrl says so", async () => {
    const moved = stack.xcally.url.replace("127.0.0.1", "localhost");
    await stack.configure({
      mailboxes: [{ key: "new", address: "new@contoso.com" }],
      xcallyUrl: moved,
      xcallyPreviousUrl: stack.xcally.url,
      redirectUri: `${stack.xcally.url}/api/auth/azure/callback`,
    });
    const changes = await stack.up();
    expect(changes).toMatchObject({ update: 4 });
    expect(changes.create).toBeUndefined();
    expect(stack.xcally.state.cloudProviders.list()).toHaveLength(1);
  });
});
