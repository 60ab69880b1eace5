import { test } from "@jest/globals";
import { defaultPassword } from "../../simulator/entra/index.ts";
import { findDovecot } from "../../simulator/mail/index.ts";
import type { MailServer } from "../../simulator/mail/index.ts";
import { signInByForms } from "../../simulator/person/signInByForms.ts";
import type { SignInEnding } from "../../simulator/person/signInByForms.ts";
import type { SimulatorOptions } from "../../simulator/start.ts";
import { findChromium } from "../support/chromium/find.ts";
import { signInWithChromium } from "../support/chromium/signIn.ts";
import { startTestStack, type Config, type TestStack } from "./testStack.ts";

const dovecot = findDovecot();
const signIn = findChromium().found ? signInWithChromium : signInByForms;

/** How people sign in here, for the names of tests. */
export const way = findChromium().found ? "with Chromium" : "page by page, without Chromium";

/** A customer outside the tenant. */
export const customer = "customer@example.com";

/** A test of the chain. Without Dovecot it is skipped and its name says why. */
export function chainTest(name: string, run: () => Promise<void>): void {
  if (dovecot.found) test(name, run);
  else test.skip(`${name} (${dovecot.reason})`, run);
}

/** A stack whose mailboxes receive and send. */
export interface MailStack extends TestStack {
  readonly mail: MailServer;
  /** The id of the Cloud Provider of a mail account. */
  cloudProviderOf(email: string): number;
  /** Has somebody sign in for the Cloud Provider of a mail account, with Chromium where it is, and consent where that is asked. */
  signIn(email: string, userPrincipalName: string): Promise<SignInEnding>;
  /** Has a customer's mail arrive, fetches it through XCALLY and answers it: what came, and as whom the answer left. */
  exchangeMail(email: string, subject: string): Promise<Exchange>;
}

/** What became of a mail and of the answer to it. */
export interface Exchange {
  /** Subjects of the mails that XCALLY fetched. */
  readonly fetched: readonly string[];
  /** Of the answer. */
  readonly sent: { readonly from: string; readonly authenticatedAs: string; readonly to: readonly string[] };
}

/** Starts everything, mail servers included; undefined without Dovecot. */
export async function startMailStack(
  config: Config,
  options: Pick<SimulatorOptions, "users" | "sharedMailboxes">,
): Promise<MailStack | undefined> {
  if (!dovecot.found) return undefined;
  const stack = await startTestStack(config, [], { ...options, mail: true });
  const { mail, xcally } = stack;
  if (!mail) throw new Error("The mail servers have not started.");
  const cloudProviderOf = (email: string) => {
    const account = xcally.state.mailAccounts.list().find((each) => each.email === email);
    return account?.cloudProviderId ?? 0;
  };
  return {
    ...stack,
    mail,
    cloudProviderOf,
    signIn: (email, loginfmt) => signIn(stack, cloudProviderOf(email), { loginfmt, passwd: defaultPassword }),
    exchangeMail: async (email, subject) => {
      const received = `From: <${customer}>\r\nTo: <${email}>\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@example.com>\r\n\r\nHi.\r\n`;
      await mail.deliver(email, received);
      const fetched = await xcally.mail.fetch(email);
      const sentBefore = mail.sent.length;
      for (const { from, subject: asked, messageId } of fetched)
        await xcally.mail.send(email, {
          to: from,
          subject: `Re: ${asked}`,
          text: "Yes.",
          inReplyTo: messageId,
        });
      const [sent] = mail.sent.slice(sentBefore);
      if (!sent) throw new Error(`No answer of ${email} has left.`);
      const { from, authenticatedAs, to } = sent;
      return { fetched: fetched.map((each) => each.subject), sent: { from, authenticatedAs, to } };
    },
  };
}
