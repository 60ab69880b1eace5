import { afterAll, beforeAll, describe, expect, jest } from "@jest/globals";
import { send } from "../simulator/xcally/send.ts";
import { chainTest, customer, startMailStack, way } from "./mailStack.ts";
import type { MailStack } from "./mailStack.ts";

jest.setTimeout(300_000);

/** Who signs in for each mailbox. Sales' user principal name is another one than its address. */
const people = [
  ["support@contoso.com", "support@contoso.com"],
  ["sales@contoso.com", "sam@contoso.com"],
  ["info@contoso.com", "agent@contoso.com"],
  ["orders@contoso.com", "orders@contoso.com"],
  ["archive@contoso.com", "archive@contoso.com"],
] as const;
const mailboxes = [
  { key: "support", address: "support@contoso.com" },
  { key: "sales", address: "sales@contoso.com", signInUser: "sam@contoso.com" },
  { key: "info", address: "info@contoso.com", shared: true, signInUser: "agent@contoso.com" },
  { key: "orders", address: "orders@contoso.com", protocols: ["pop", "smtp"] },
  { key: "archive", address: "archive@contoso.com", protocols: ["imap"] },
];

let started: MailStack | undefined;
const stack = (): MailStack => {
  if (!started) throw new Error("The stack has not started.");
  return started;
};
beforeAll(async () => {
  started = await startMailStack(
    {
      mailboxes,
      // As the stand-in has it, so that the stack can say where to sign in and whether somebody has.
      contract: {
        cloudProvider: { fields: { signedIn: "isAuthenticated" } },
        signInPage: "/api/cloudProviders/{id}/authenticate",
      },
    },
    {
      users: [
        ...["support", "agent", "orders", "archive"].map((name) => ({
          userPrincipalName: `${name}@contoso.com`,
        })),
        { userPrincipalName: "sam@contoso.com", mail: "sales@contoso.com" },
      ],
    },
  );
  if (!started) return;
  const { entra, xcally } = started;
  // A strict tenant, in which a sign-in stops where the stack has not consented to all that XCALLY asks for.
  entra.switches.usersMayConsent = false;
  for (const name of ["orders", "archive"]) {
    const email = `${name}@contoso.com`;
    await send(xcally, "POST", "/api/mail/accounts", {
      name,
      key: name.slice(0, 5),
      email,
      user: email,
      service: "Outlook365",
    });
  }
  xcally.state.mailAccounts.update(2, { user: "sam@contoso.com" });
  xcally.switches.signedInField = "isAuthenticated";
  xcally.switches.accountProtocols = {
    "orders@contoso.com": ["pop", "smtp"],
    "archive@contoso.com": ["imap"],
  };
});
afterAll(() => started?.close());

const secrets = () =>
  stack()
    .xcally.state.cloudProviders.list()
    .map(({ clientSecret }) => clientSecret);

/** The main job, in order. */
describe("mailboxes with an application each", () => {
  chainTest(`after an up, people sign in ${way}, and nobody is asked to consent`, async () => {
    await stack().up();
    expect(await signInOutputs()).toMatchObject(
      people.map(([email, user]) => ({ user, page: pageOf(email), state: "pending" })),
    );
    for (const [email, person] of people)
      expect([email, await stack().signIn(email, person)]).toEqual([
        email,
        { at: "XCALLY", heading: "Signed in", alert: undefined },
      ]);
    expect(stack().entra.state.grants.map(({ consentType }) => consentType)).not.toContain("Principal");
  });

  chainTest(
    "a customer's mail is fetched and answered: of a user, a shared mailbox, and one with POP",
    async () => {
      await expectMailFlows("Hello");
    },
  );

  chainTest("a mailbox with IMAP alone is fetched, and cannot send", async () => {
    const { mail, xcally } = stack();
    await mail.deliver("archive@contoso.com", "Subject: Keep this\r\n\r\nHi.\r\n");
    expect(await xcally.mail.fetch("archive@contoso.com")).toMatchObject([{ subject: "Keep this" }]);
    await expect(
      xcally.mail.send("archive@contoso.com", { to: customer, subject: "Hello", text: "Hi." }),
    ).rejects.toThrow("535 5.7.3 Authentication unsuccessful");
  });

  chainTest(
    "all secrets are replaced while mail is fetched, which never fails, and nobody signs in again",
    async () => {
      const before = secrets();
      const signInsBefore = signInPages();
      await stack().configure({ secret: { rotateNow: "drill" } });
      const stop = keepFetching();
      await stack().up();
      expect(await stop()).toEqual([]);
      expect(secrets().filter((secret) => before.includes(secret))).toEqual([]);
      await expectMailFlows("Hello again");
      expect(signInPages()).toBe(signInsBefore);
    },
  );

  chainTest("another up changes nothing", async () => {
    expect(Object.keys(await stack().up())).toEqual(["same"]);
    expect(await signInOutputs()).toMatchObject(people.map(() => ({ state: "done" })));
  });
});

/** Where the stack says that people sign in, in the order of {@link people}. */
async function signInOutputs(): Promise<readonly unknown[]> {
  const { mailboxes: output } = await stack().stack.outputs();
  const byKey = output?.value as Readonly<Record<string, { readonly signIn: unknown }>>;
  return mailboxes.map(({ key }) => byKey[key]?.signIn);
}

const pageOf = (email: string) => stack().xcally.authenticateUrl(stack().cloudProviderOf(email));

/** Requests to pages on which people sign in. */
function signInPages(): number {
  return stack().entra.requests.filter(({ path }) => /\/(authorize|login)$/.test(path)).length;
}

async function expectMailFlows(subject: string): Promise<void> {
  for (const [email, authenticatedAs] of people.slice(0, 4))
    expect(await stack().exchangeMail(email, subject)).toEqual({
      fetched: [subject],
      sent: { from: email, authenticatedAs, to: [customer] },
    });
}

/** Fetches all mailboxes again and again, until it is stopped after one more round; that answers what failed. */
function keepFetching(): () => Promise<readonly string[]> {
  const failures: string[] = [];
  const stopping = new AbortController();
  const round = async () => {
    for (const [email] of people)
      await stack()
        .xcally.mail.fetch(email)
        .catch((error: unknown) => failures.push(`${email}: ${String(error)}`));
  };
  const running = (async () => {
    while (!stopping.signal.aborted) await round();
    await round();
  })();
  return async () => {
    stopping.abort();
    await running;
    return failures;
  };
}
