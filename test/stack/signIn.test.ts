import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { defaultPassword } from "../../simulator/entra/index.ts";
import { signInByForms } from "../../simulator/person/signInByForms.ts";
import { startTestStack, threeMailboxes, type TestStack } from "./testStack.ts";

jest.setTimeout(300_000);

const [support] = threeMailboxes;
let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({
    mailboxes: [support],
    contract: {
      cloudProvider: { fields: { signedIn: "isAuthenticated" } },
      signInPage: "/cloudProviders/{id}",
    },
  });
  stack.xcally.switches.signedInField = "isAuthenticated";
  await stack.up();
});
afterAll(() => stack.close());

const signIn = async () => {
  const { mailboxes } = await stack.stack.outputs();
  return (mailboxes?.value as { support: { signIn: Readonly<Record<string, unknown>> } }).support.signIn;
};

test("an up says who is to sign in and where, and that nobody has yet", async () => {
  expect(await signIn()).toMatchObject({
    user: "support@contoso.com",
    page: `${stack.xcally.url}/cloudProviders/1`,
    adminConsentUrl: expect.stringContaining("/v2.0/adminconsent?client_id="),
    state: "pending",
  });
  expect(Object.keys(await stack.refresh())).toEqual(["same"]);
});

test("that somebody has signed in is neither drift nor a change, and a refresh that runs the program has it in the outputs", async () => {
  const person = { loginfmt: "support@contoso.com", passwd: defaultPassword };
  expect(await signInByForms(stack, 1, person)).toMatchObject({ heading: "Signed in" });
  // Fails where there is a change.
  await stack.stack.previewRefresh({ expectNoChanges: true });
  await stack.stack.refresh({ runProgram: true, expectNoChanges: true });
  expect(await signIn()).toMatchObject({ state: "done" });
  expect(Object.keys(await stack.preview())).toEqual(["same"]);
});

test("a refresh without the program leaves the new state to the next up, which changes nothing else", async () => {
  stack.xcally.state.signIns.forget(1);
  expect(Object.keys(await stack.refresh())).toEqual(["same"]);
  expect(await signIn()).toMatchObject({ state: "done" });
  expect(Object.keys(await stack.up())).toEqual(["same"]);
  expect(await signIn()).toMatchObject({ state: "pending" });
});
