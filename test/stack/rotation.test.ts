import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { liveThrough } from "./simulatedTime.ts";
import { startTestStack, type TestStack } from "./testStack.ts";

jest.setTimeout(600_000);

const mailboxes = ["support", "sales"].map((key) => ({ key, address: `${key}@contoso.com` }));
const passwords = () =>
  stack.entra.state.applications.filter(({ seeded }) => !seeded).map(({ passwords }) => passwords.length);
let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ mailboxes });
  stack.setClock("2027-01-01T08:00:00Z");
  await stack.up();
});
afterAll(() => stack.close());

test("a season brings every mailbox another secret, XCALLY never holds a refused one, and other previews are empty", async () => {
  const { rotations, noisyPreviews, refusals } = await liveThrough(
    stack,
    ["support", "sales"],
    "2027-01-02",
    "2027-03-23",
  );
  expect({ noisyPreviews, refusals }).toEqual({ noisyPreviews: [], refusals: [] });
  expect(Math.min(...Object.values(rotations))).toBe(1);
  expect(passwords()).toEqual([2, 2]);
});
