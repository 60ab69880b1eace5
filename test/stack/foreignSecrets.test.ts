import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { addPassword, signIn } from "../simulator/entra/graphClient.ts";
import { startTestStack, threeMailboxes, type TestStack } from "./testStack.ts";

jest.setTimeout(300_000);

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ mailboxes: threeMailboxes.slice(0, 1) });
  await stack.up();
});
afterAll(() => stack.close());

const application = () => stack.entra.state.applications.find(({ seeded }) => !seeded);

test("a client secret that somebody else has made is told in the preview by its key id, and an up leaves it alone", async () => {
  const { id = "" } = application() ?? {};
  const { keyId } = await addPassword(await signIn(stack.entra), id, { displayName: "made by hand" });
  await stack.preview();
  expect(stack.output()).toContain(
    `The application ${id} of support (support@contoso.com) has client secrets that this stack did not make: ${keyId}. They are left alone`,
  );
  await stack.configure({ secret: { rotateNow: "leak" } });
  await stack.up();
  expect(application()?.passwords).toHaveLength(3);
  expect(application()?.passwords.map((password) => password.keyId)).toContain(keyId);
});

test("a Graph that does not answer stops no run of a stack whose applications are all in state: a warning says what is not done", async () => {
  stack.entra.faults.times(
    Infinity,
    "beforeHandler",
    { method: "GET", path: "/graph/v1.0/applications" },
    { kind: "answer", status: 403 },
  );
  expect(Object.keys(await stack.up())).toEqual(["same"]);
  expect(stack.output()).toContain(
    "So replaced secrets stay until a later run, and those of others are not told.",
  );
  stack.entra.faults.clear();
  // Else the engine would remove secrets that the next run removes too, and fail.
  const secrets = (await stack.resources()).filter(({ type }) => type.endsWith(":ApplicationPassword"));
  expect(secrets.map(({ retainOnDelete }) => retainOnDelete)).toEqual([true, true]);
});
