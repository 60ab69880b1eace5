import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { startTestStack, type TestStack } from "./testStack.ts";

jest.setTimeout(300_000);

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({}, ["Policy.Read.All"]);
});
afterAll(() => stack.close());

const mailboxes = "support (support@contoso.com), sales (sales@contoso.com), info (info@contoso.com)";

test.each([
  {
    policy: { maxSecretLifetimeDays: 90 },
    code: "CredentialInvalidLifetimeAsPerAppPolicy",
    says: "at most 90 days, and secret.lifetimeDays is 180",
  },
  {
    policy: { secretsForbidden: true },
    code: "CredentialTypeNotAllowedAsPerAppPolicy",
    says: "forbids client secrets",
  },
])("a preview warns of secrets that the tenant's policy refuses: $code", async ({ policy, code, says }) => {
  Object.assign(stack.entra.switches, { maxSecretLifetimeDays: undefined, secretsForbidden: false }, policy);
  await stack.preview();
  const warning = `Entra ID will refuse the next secret of mailbox ${mailboxes} (${code}): `;
  expect(stack.output()).toContain(warning);
  expect(stack.output()).toContain(says);
});

test("secrets that are short enough are not warned of, and are made", async () => {
  Object.assign(stack.entra.switches, { maxSecretLifetimeDays: 90, secretsForbidden: false });
  await stack.configure({ secret: { lifetimeDays: 90, everyDays: 35, graceDays: 20 } });
  const printed = stack.output().length;
  await stack.up();
  expect(stack.output().slice(printed)).not.toContain("AsPerAppPolicy");
  expect(stack.entra.state.applications.filter(({ passwords }) => passwords.length === 2)).toHaveLength(3);
});
