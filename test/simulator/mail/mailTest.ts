import { afterAll, beforeAll, test } from "@jest/globals";
import { findDovecot, startMailServer } from "../../../simulator/mail/index.ts";
import type { MailboxSeed, MailServer } from "../../../simulator/mail/index.ts";
import { startIntrospection } from "./introspection.ts";
import type { IntrospectionEndpoint } from "./introspection.ts";

const dovecot = findDovecot();

/** Starting and stopping takes tenths of a second, and many times that on a busy machine. */
const timeoutMs = 60_000;

/** A test that needs Dovecot. Where there is none, it is skipped and its name says why. */
export function mailTest(name: string, run: () => Promise<void>): void {
  if (dovecot.found) test(name, run, timeoutMs);
  else test.skip(`${name} (${dovecot.reason})`, run);
}

/** The same for each row of a table; `%s` in the name stands for a row's first value. */
mailTest.each =
  <Row extends readonly [string, ...unknown[]]>(rows: readonly Row[]) =>
  (name: string, run: (...row: Row) => Promise<void>): void => {
    for (const row of rows) mailTest(name.replace("%s", row[0]), () => run(...row));
  };

/**
 * The people: Alex has another address than user principal name; Robin may open and send as the shared mailbox Support; Kim may only
 * open it.
 */
export const mailboxes: readonly MailboxSeed[] = [
  { address: "alex.doe@contoso.com", userPrincipalName: "alex@contoso.com", aliases: ["sales@contoso.com"] },
  { address: "robin@contoso.com" },
  { address: "kim@contoso.com" },
  {
    address: "support@contoso.com",
    fullAccess: ["robin@contoso.com", "kim@contoso.com"],
    sendAs: ["robin@contoso.com"],
  },
];

/** One mail server for all tests of a file, with its introspection endpoint. */
export function mailServerForAll(): { mail: () => MailServer; introspection: () => IntrospectionEndpoint } {
  let started: { mail: MailServer; introspection: IntrospectionEndpoint } | undefined;
  beforeAll(async () => {
    if (!dovecot.found) return;
    const introspection = await startIntrospection();
    started = {
      introspection,
      mail: await startMailServer({ introspect: introspection.url, mailboxes }),
    };
  }, timeoutMs);
  afterAll(async () => {
    await started?.mail.close();
    await started?.introspection.close();
  });
  const running = () => {
    if (!started) throw new Error("The mail server has not started.");
    return started;
  };
  return { mail: () => running().mail, introspection: () => running().introspection };
}

/** A small mail with its header. */
export function aMail({
  from = "customer@example.com",
  to = "alex.doe@contoso.com",
  subject = "Hello",
} = {}): string {
  return `From: <${from}>\r\nTo: <${to}>\r\nSubject: ${subject}\r\n\r\nIs anyone there?\r\n`;
}
