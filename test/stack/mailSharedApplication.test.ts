import { afterAll, beforeAll, describe, expect, jest } from "@jest/globals";
import { chainTest, customer, startMailStack, way } from "./mailStack.ts";
import type { MailStack } from "./mailStack.ts";

jest.setTimeout(300_000);

const mailboxes = [
  { key: "support", address: "support@contoso.com" },
  { key: "info", address: "info@contoso.com", shared: true, signInUser: "agent@contoso.com" },
];

let started: MailStack | undefined;
const stack = (): MailStack => {
  if (!started) throw new Error("The stack has not started.");
  return started;
};
beforeAll(async () => {
  started = await startMailStack({ mailboxes, application: "shared", consent: "interactive" }, {});
});
afterAll(() => started?.close());

const fetch = (email: string) => stack().xcally.mail.fetch(email);

/** One Cloud Provider has one sign-in: its person needs the rights on every mailbox that uses it. In order. */
describe("one application for all mailboxes, consent by the person who signs in", () => {
  chainTest(
    `after an up, support signs in ${way} and consents; that opens no mailbox of others`,
    async () => {
      await stack().up();
      expect(await stack().signIn("support@contoso.com", "support@contoso.com")).toEqual({
        at: "XCALLY",
        heading: "Signed in",
        alert: undefined,
      });
      const { grants } = stack().entra.state;
      expect(grants.map(({ consentType }) => consentType)).toEqual(["Principal", "Principal"]);
      expect(await fetch("support@contoso.com")).toEqual([]);
      await expect(fetch("info@contoso.com")).rejects.toThrow("BAD User is authenticated but not connected.");
    },
  );

  chainTest("mail flows for all once a person with the rights on all has signed in", async () => {
    const support = stack().mail.mailbox("support@contoso.com");
    support.fullAccess.push("agent@contoso.com");
    support.sendAs.push("agent@contoso.com");
    stack().xcally.state.mailAccounts.update(1, { user: "agent@contoso.com" });
    await stack().signIn("info@contoso.com", "agent@contoso.com");
    await expectMailFlows("Hello");
  });

  chainTest("the secret is replaced, and mail flows without a new sign-in", async () => {
    const secret = () => stack().xcally.state.cloudProviders.get(1)?.clientSecret;
    const before = secret();
    await stack().configure({ secret: { rotateNow: "drill" } });
    await stack().up();
    expect(secret()).not.toBe(before);
    await expectMailFlows("Hello again");
  });
});

async function expectMailFlows(subject: string): Promise<void> {
  for (const { address } of mailboxes)
    expect(await stack().exchangeMail(address, subject)).toEqual({
      fetched: [subject],
      sent: { from: address, authenticatedAs: "agent@contoso.com", to: [customer] },
    });
}
