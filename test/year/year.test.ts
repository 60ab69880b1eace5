import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { liveThrough } from "../stack/simulatedTime.ts";
import { startTestStack, type TestStack } from "../stack/testStack.ts";

jest.setTimeout(3_600_000);

const keys = Array.from({ length: 10 }, (_, index) => `mailbox-${index}`);
let stack: TestStack;
beforeAll(async () => {
  const mailboxes = keys.map((key) => ({ key, address: `${key}@contoso.com` }));
  stack = await startTestStack({ mailboxes });
  const [account] = stack.xcally.state.mailAccounts.list();
  if (account === undefined) throw new Error("The stand-in has no mail account to copy.");
  for (const { address: email, key } of mailboxes) {
    stack.xcally.state.mailAccounts.create({ ...account, name: key, email });
  }
  stack.setClock("2027-01-01T08:00:00Z");
  await stack.up();
});
afterAll(() => stack.close());

test("in a year ten mailboxes are renewed four times each with no secret refused and no other preview that is not empty", async () => {
  const { runs, rotations, noisyPreviews, refusals } = await liveThrough(
    stack,
    keys,
    "2027-01-02",
    "2028-01-02",
  );
  process.stderr.write(`${runs} runs of the engine, rotations: ${JSON.stringify(rotations)}\n`);
  expect({ noisyPreviews, refusals }).toEqual({ noisyPreviews: [], refusals: [] });
  expect(Math.min(...Object.values(rotations))).toBeGreaterThanOrEqual(4);
  expect(runs).toBeGreaterThanOrEqual(40);
});
