import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { bothSides } from "../../commands/demo/bothSides.ts";
import { startTestStack, threeMailboxes, type TestStack } from "./testStack.ts";

jest.setTimeout(300_000);

const [support, sales, info] = threeMailboxes;
let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ protect: undefined });
  await stack.up();
});
afterAll(() => stack.close());

const refused = async (run: () => Promise<unknown>): Promise<string> => {
  const before = bothSides(stack);
  const message = await run().then(
    () => "nothing was refused",
    (error: unknown) => String(error),
  );
  expect(bothSides(stack)).toEqual(before);
  return message;
};

test("mailboxes that are removed are refused in the preview, all at once and in words", async () => {
  await stack.configure({ mailboxes: [support] });
  const message = await refused(() => stack.preview());
  expect(message).toContain(
    "Mailbox sales (sales@contoso.com) is not in the configuration any more, but it is",
  );
  expect(message).toContain(
    "Mailbox info (info@contoso.com) is not in the configuration any more, but it is",
  );
  expect(await refused(() => stack.up())).toContain("put its record back with protect: false");
  await stack.configure({ mailboxes: threeMailboxes });
});

test("keys that change hands are refused: each would read the mail of the other", async () => {
  const swapped = [{ ...sales, key: "support" }, { ...support, key: "sales" }, info];
  await stack.configure({ mailboxes: swapped });
  const message = await refused(() => stack.preview());
  expect(message).toContain(
    "The key support belongs to the mailbox support@contoso.com, which the configuration now calls sales",
  );
  expect(message).toContain(
    "The key sales belongs to the mailbox sales@contoso.com, which the configuration now calls support",
  );
  await stack.configure({ mailboxes: [support, { ...sales, key: "selling" }, { ...info, key: "sales" }] });
  expect(await refused(() => stack.preview())).toContain(
    "The key sales belongs to the mailbox sales@contoso.com",
  );
  await stack.configure({ mailboxes: threeMailboxes });
});

test("one application for all instead of one each is refused", async () => {
  await stack.configure({ application: "shared" });
  expect(await refused(() => stack.up())).toContain("The application of mailbox support would be deleted");
  await stack.configure({ application: undefined });
});

test("another mail account is refused, which would disconnect the one before", async () => {
  await stack.configure({
    mailboxes: [support, { ...sales, address: "sale@contoso.com" }, { ...info, accountId: 4 }],
  });
  const message = await refused(() => stack.preview());
  expect(message).toContain(
    "Mailbox sales (sales@contoso.com) would let go of its mail account sales@contoso.com",
  );
  expect(message).toContain(
    "Mailbox info (info@contoso.com) would let go of its mail account info@contoso.com",
  );
  expect(message).toContain("set that back with protect: false");
  expect(message).not.toContain("cannot be deleted");
  await stack.configure({ mailboxes: threeMailboxes });
});

test("another redirect URI is warned of in the preview", async () => {
  const before = `${stack.xcally.url}/api/auth/azure/callback`;
  await stack.configure({ redirectUri: "https://motion.contoso.com/callback" });
  await stack.preview();
  const warning = `The redirect URI of the applications changes from ${before} to https://motion.contoso.com/callback`;
  expect(stack.output()).toContain(warning);
  await stack.configure({ redirectUri: undefined });
  const printed = stack.output().length;
  await stack.preview();
  expect(stack.output().slice(printed)).not.toContain("The redirect URI of the applications changes");
});

test("a destroy is refused", async () => {
  expect(await refused(() => stack.stack.destroy())).toContain("protected");
});

test("a mailbox can go once protect: false has been deployed for it, and takes no other along", async () => {
  const unprotected = { ...sales, protect: false };
  await stack.configure({ mailboxes: [support, unprotected, info] });
  expect(Object.keys(await stack.up())).toEqual(["same"]);
  await stack.configure({ mailboxes: [support, info] });
  await stack.up();
  const connected = stack.xcally.state.mailAccounts.list().filter(({ cloudProviderId }) => cloudProviderId);
  expect(connected.map(({ email }) => email).toSorted()).toEqual(["info@contoso.com", "support@contoso.com"]);
});

test("a mailbox with retain needs no protection: it is left in place", async () => {
  await stack.configure({ mailboxes: [support, { ...info, retain: true }] });
  await stack.up();
  await stack.configure({ mailboxes: [support] });
  const before = bothSides(stack);
  await stack.up();
  expect(bothSides(stack)).toEqual(before);
});
