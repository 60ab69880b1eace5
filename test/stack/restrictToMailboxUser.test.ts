import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { startTestStack, threeMailboxes, type TestStack } from "./testStack.ts";

jest.setTimeout(300_000);

const [support, , info] = threeMailboxes;
const roles = ["User.ReadBasic.All", "AppRoleAssignment.ReadWrite.All", "Application.Read.All"];
let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ restrictToMailboxUser: true, mailboxes: [support, info] }, roles);
});
afterAll(() => stack.close());

/** Who may sign in, by the name of the application. */
const letIn = (): Readonly<Record<string, readonly (string | undefined)[]>> =>
  Object.fromEntries(
    stack.entra.state.servicePrincipals
      .filter(({ settings }) => settings.appRoleAssignmentRequired)
      .map(({ id, appId }) => [
        stack.entra.state.applications.find((application) => application.appId === appId)?.settings
          .displayName ?? "",
        stack.entra.state.assignments
          .filter(({ resourceId }) => resourceId === id)
          .map(
            ({ principalId }) =>
              stack.entra.state.users.find((user) => user.id === principalId)?.userPrincipalName,
          ),
      ]),
  );

const onePersonEach = {
  "XCALLY mail support@contoso.com": ["support@contoso.com"],
  "XCALLY mail info@contoso.com": ["agent@contoso.com"],
};

test("users who do not exist are told all at once in the preview, with their mailboxes", async () => {
  const unknown = [
    { ...support, signInUser: "nobody@contoso.com" },
    { ...info, signInUser: "noone@contoso.com" },
  ];
  await stack.configure({ mailboxes: unknown });
  await expect(stack.preview()).rejects.toThrow(
    "the tenant has no user nobody@contoso.com (mailbox support, support@contoso.com), noone@contoso.com (mailbox info, info@contoso.com)",
  );
  await stack.configure({ mailboxes: [unknown[0], info] });
  await expect(stack.preview()).rejects.toThrow("has no user nobody@contoso.com (mailbox support");
  await stack.configure({ mailboxes: [support, info] });
});

test("an up lets the user of each mailbox in and nobody else, and a second one and a refresh change nothing", async () => {
  await stack.up();
  expect(letIn()).toEqual(onePersonEach);
  expect(Object.keys(await stack.up())).toEqual(["same"]);
  expect(Object.keys(await stack.refresh())).toEqual(["same"]);
});

test("an assignment that a run which was cut off has made is taken over", async () => {
  const all = await stack.resources();
  const assigned = all.find(({ type }) => type.endsWith(":AppRoleAssignment"))?.urn;
  const resources = all
    .filter(({ urn }) => urn !== assigned)
    .map((resource) => ({
      ...resource,
      dependencies: resource.dependencies?.filter((urn) => urn !== assigned),
    }));
  const exported = await stack.stack.exportStack();
  await stack.stack.importStack({
    ...exported,
    deployment: { ...(exported.deployment as object), resources },
  });
  await stack.up();
  expect(letIn()).toEqual(onePersonEach);
  expect(Object.keys(await stack.up())).toEqual(["same"]);
});

test("another user takes the place of the one before", async () => {
  await stack.configure({ mailboxes: [support, { ...info, signInUser: "sales@contoso.com" }] });
  await stack.up();
  expect(letIn()["XCALLY mail info@contoso.com"]).toEqual(["sales@contoso.com"]);
});

test("without the setting everybody is let in again", async () => {
  await stack.configure({ restrictToMailboxUser: undefined });
  await stack.up();
  expect(letIn()).toEqual({});
  expect(stack.entra.state.assignments).toEqual([]);
});

test("an up that may assign nobody locks nobody out, and the next one goes on from there", async () => {
  await stack.configure({ restrictToMailboxUser: true });
  const body = { error: { code: "Authorization_RequestDenied", message: "Insufficient privileges." } };
  const assign = { method: "POST", path: /\/appRoleAssignedTo$/ };
  stack.entra.faults.times(Infinity, "beforeHandler", assign, { kind: "answer", status: 403, body });
  await expect(stack.up()).rejects.toThrow("Authorization_RequestDenied");
  expect(letIn()).toEqual({});
  stack.entra.faults.clear();
  await stack.up();
  expect(letIn()).toEqual({ ...onePersonEach, "XCALLY mail info@contoso.com": ["sales@contoso.com"] });
});
