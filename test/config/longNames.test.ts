import { describe, expect, test } from "@jest/globals";
import { applicationName } from "../../config/applicationName.ts";
import { readSettings } from "../../config/settings.ts";
import { rejects } from "./mistakes.ts";
import { baseMailbox, rawSettings } from "./rawSettings.ts";

const personal = { signInAudience: "AzureADandPersonalMicrosoftAccount" };
/** An address of so many characters. */
const addressOf = (length: number) => `${"s".repeat(length - "@c.contoso.com".length)}@c.contoso.com`;
const shown = (text: string) => `"${text.length > 80 ? `${text.slice(0, 80)}...` : text}"`;

rejects("a name that Entra ID or XCALLY would not take is refused", {
  "of an application, by its mailbox's address": {
    stack: {
      mailboxes: [
        baseMailbox,
        { key: "sales", address: addressOf(109) },
        { key: "info", address: "i@c.com" },
      ],
    },
    expected: [
      `mailboxes[1].address (mailbox sales): ${shown(addressOf(109))} makes the name of its application 121 characters long ` +
        "with applicationNamePrefix, and Entra ID allows 120. Write a displayName of 64 characters at most.",
    ],
  },
  "of an application for personal accounts, by its mailbox's address": {
    stack: { ...personal, mailboxes: [{ ...baseMailbox, address: addressOf(79) }] },
    expected: [
      `mailboxes[0].address (mailbox support): ${shown(addressOf(79))} makes the name of its application 91 characters long ` +
        "with applicationNamePrefix, and Entra ID allows 90 where personal accounts may sign in. " +
        "Write a displayName of 64 characters at most.",
    ],
  },
  "of an application for personal accounts, by displayName and a long prefix": {
    stack: {
      ...personal,
      applicationNamePrefix: "p".repeat(48),
      mailboxes: [{ ...baseMailbox, displayName: "d".repeat(42) }],
    },
    expected: [
      `mailboxes[0].displayName (mailbox support): "${"d".repeat(42)}" makes the name of its application 91 characters long ` +
        "with applicationNamePrefix, and Entra ID allows 90 where personal accounts may sign in. " +
        "Write a displayName of 41 characters at most.",
    ],
  },
  "of a Cloud Provider, by the contract's template": {
    stack: {
      contract: { cloudProvider: { marker: { template: `{name} ${"t".repeat(226)} [{marker}]` } } },
      mailboxes: [{ ...baseMailbox, displayName: "$& Support" }],
    },
    expected: [
      'mailboxes[0].displayName (mailbox support): "$& Support" makes the name of its Cloud Provider 256 characters long ' +
        "with its marker, and XCALLY takes 255. Shorten contract.cloudProvider.marker.template.",
    ],
  },
  "in characters that count twice": {
    stack: { applicationNamePrefix: "\u{1F4E7}".repeat(25) },
    expected: [
      `applicationNamePrefix: "${"\u{1F4E7}".repeat(25)}" is not allowed. ` +
        "Write 1 to 48 characters without control characters or blanks at the ends.",
    ],
  },
});

describe("a name of exactly as many characters as are allowed is accepted", () => {
  test.each([
    [120, { mailboxes: [{ ...baseMailbox, address: addressOf(108) }] }],
    [90, { ...personal, mailboxes: [{ ...baseMailbox, address: addressOf(78) }] }],
    [
      113,
      {
        applicationNamePrefix: "p".repeat(48),
        mailboxes: [{ ...baseMailbox, address: addressOf(200), displayName: "d".repeat(64) }],
      },
    ],
  ])("%d", (length, stack) => {
    const { mailboxes, applicationNamePrefix } = readSettings(rawSettings(stack), { XCALLY_API_KEY: "key" });
    const name = mailboxes[0]?.displayName ?? mailboxes[0]?.address ?? "";
    expect(applicationName(applicationNamePrefix, name)).toHaveLength(length);
  });

  test("whatever the addresses where one application serves all mailboxes", () => {
    const stack = { application: "shared", mailboxes: [{ ...baseMailbox, address: addressOf(200) }] };
    expect(readSettings(rawSettings(stack), { XCALLY_API_KEY: "key" }).mailboxes).toHaveLength(1);
  });
});
