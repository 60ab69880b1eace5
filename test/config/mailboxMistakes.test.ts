import { type Stack, rejects } from "./mistakes.ts";
import { baseMailbox } from "./rawSettings.ts";

const mailbox = (fields: object): Stack => ({ mailboxes: [{ ...baseMailbox, ...fields }] });
const other = { key: "sales", address: "sales@contoso.com" };
const address =
  "Write one address alone, such as support@contoso.com, without a name, blanks or letters outside ASCII.";
const mailboxList =
  "Write a list of one or more mailboxes, each with a key and an address, such as " +
  "[{key: support, address: support@contoso.com}].";
const mailboxFields =
  "Write an object with key, address, account, accountId, signInUser, shared, displayName, protocols, rotateNow, adopt, retain, protect.";
const keyShape = "Write lower-case letters, digits and hyphens, a letter first, 40 characters at most.";
const protocolList = "Write a list of one or more of imap, pop and smtp, each once.";
const accountIdShape = "Write the mail account's id in XCALLY, a whole number from 1 on, without quotes.";
const nameShape = "Write a name of 1 to 64 characters without control characters or blanks at its ends.";

rejects("a mistake in the mailboxes is refused", {
  "no mailboxes": {
    stack: { mailboxes: undefined },
    expected: [`mailboxes: This is missing. ${mailboxList}`],
  },
  "an empty list of mailboxes": {
    stack: { mailboxes: [] },
    expected: [`mailboxes: An empty list is not allowed. ${mailboxList}`],
  },
  "mailboxes that are not a list": {
    stack: { mailboxes: { support: "support@contoso.com" } },
    expected: [`mailboxes: This object is not allowed. ${mailboxList}`],
  },
  "mailboxes that are not JSON": {
    stack: { mailboxes: "support@contoso.com" },
    expected: [`mailboxes: "support@contoso.com" is not allowed. ${mailboxList}`],
  },
  "mailboxes that are not objects": {
    stack: { mailboxes: ["support@contoso.com", null] },
    expected: [
      `mailboxes[0]: "support@contoso.com" is not allowed. ${mailboxFields}`,
      `mailboxes[1]: null is not allowed. ${mailboxFields}`,
    ],
  },
  "a mailbox without key and address": {
    stack: { mailboxes: [{}] },
    expected: [
      `mailboxes[0].key: This is missing. ${keyShape}`,
      `mailboxes[0].address: This is missing. ${address}`,
    ],
  },
  "keys in capitals, with a digit first, too long": {
    stack: {
      mailboxes: [
        { ...baseMailbox, key: "Support" },
        { key: "2nd", address: "second@contoso.com" },
        { key: "x".repeat(41), address: "third@contoso.com" },
      ],
    },
    expected: [
      `mailboxes[0].key (mailbox Support): "Support" is not allowed. ${keyShape}`,
      `mailboxes[1].key (mailbox 2nd): "2nd" is not allowed. ${keyShape}`,
      `mailboxes[2].key: "${"x".repeat(41)}" is not allowed. ${keyShape}`,
    ],
  },
  "an unknown key in a mailbox": {
    stack: mailbox({ adress: "support@contoso.com" }),
    expected: ["mailboxes[0].adress (mailbox support): This key is not known. Did you mean address?"],
  },
  ...Object.fromEntries(
    [
      ["with a name", "Support <support@contoso.com>"],
      ["with a blank", "support @contoso.com"],
      ["without a domain", "support"],
      ["of several people", "a@contoso.com, b@contoso.com"],
      ["with a letter outside ASCII", "bücher@contoso.com"],
      ["of a domain outside ASCII", "support@bücher.example"],
      ["of more than 254 characters", `support@${"contoso.".repeat(40)}com`],
    ].map(([what = "", text = ""]) => [
      `an address ${what}`,
      {
        stack: mailbox({ address: text }),
        expected: [
          `mailboxes[0].address (mailbox support): "${text.length > 80 ? `${text.slice(0, 80)}...` : text}" is not allowed. ${address}`,
        ],
      },
    ]),
  ),
  "an invisible character in an address": {
    stack: mailbox({ address: "support\u200b@contoso.com" }),
    expected: [
      `mailboxes[0].address (mailbox support): "support\\u200b@contoso.com" is not allowed. ${address}`,
    ],
  },
  "an account that is no address": {
    stack: mailbox({ account: "Support" }),
    expected: [`mailboxes[0].account (mailbox support): "Support" is not allowed. ${address}`],
  },
  "ids of accounts that are none": {
    stack: {
      mailboxes: [
        { ...baseMailbox, accountId: 0 },
        { ...other, accountId: "7" },
      ],
    },
    expected: [
      `mailboxes[0].accountId (mailbox support): 0 is not allowed. ${accountIdShape}`,
      `mailboxes[1].accountId (mailbox sales): "7" is not allowed. ${accountIdShape}`,
    ],
  },
  "an account by address and by id": {
    stack: mailbox({ account: "desk@contoso.com", accountId: 7 }),
    expected: [
      "mailboxes[0].accountId (mailbox support): 7 is not allowed beside account. Name the mail account by one of the two.",
    ],
  },
  "a text instead of true": {
    stack: mailbox({ shared: "true" }),
    expected: [
      'mailboxes[0].shared (mailbox support): "true" is not allowed. Write true or false, without quotes.',
    ],
  },
  "a shared mailbox without a delegate": {
    stack: mailbox({ shared: true }),
    expected: [
      "mailboxes[0].signInUser (mailbox support): This is missing. A shared mailbox cannot sign in: name the delegate who does.",
    ],
  },
  "a shared mailbox that signs in itself": {
    stack: mailbox({ shared: true, signInUser: "Support@contoso.com" }),
    expected: [
      'mailboxes[0].signInUser (mailbox support): "Support@contoso.com" is not allowed. A shared mailbox cannot sign in: name a delegate.',
    ],
  },
  "a delegate that is no address": {
    stack: mailbox({ shared: true, signInUser: "anna" }),
    expected: [`mailboxes[0].signInUser (mailbox support): "anna" is not allowed. ${address}`],
  },
  "a name of one mailbox where one application serves all": {
    stack: { application: "shared", ...mailbox({ displayName: "Support" }) },
    expected: [
      'mailboxes[0].displayName (mailbox support): "Support" is not allowed with application shared, where one application serves all mailboxes. Remove it or set application to perMailbox.',
    ],
  },
  "a name with a line break": {
    stack: mailbox({ displayName: "Sup\nport" }),
    expected: [`mailboxes[0].displayName (mailbox support): "Sup\\nport" is not allowed. ${nameShape}`],
  },
  "protocols that are unknown, none, twice or no list": {
    stack: {
      mailboxes: [
        { ...baseMailbox, protocols: ["imap", "pop3"] },
        { ...other, protocols: [] },
        { key: "info", address: "info@contoso.com", protocols: ["imap", "imap"] },
        { key: "desk", address: "desk@contoso.com", protocols: "imap" },
      ],
    },
    expected: [
      'mailboxes[0].protocols[1] (mailbox support): "pop3" is not allowed. Choose imap, pop or smtp.',
      `mailboxes[1].protocols (mailbox sales): An empty list is not allowed. ${protocolList}`,
      `mailboxes[2].protocols (mailbox info): This list is not allowed. ${protocolList}`,
      `mailboxes[3].protocols (mailbox desk): "imap" is not allowed. ${protocolList}`,
    ],
  },
  "a personal account where only the tenant's may sign in": {
    stack: mailbox({ address: "contoso@outlook.com" }),
    expected: [
      'mailboxes[0].address (mailbox support): "contoso@outlook.com" is a personal account and is not allowed with signInAudience AzureADMyOrg. Set signInAudience to AzureADandPersonalMicrosoftAccount.',
    ],
  },
  "a key used twice": {
    stack: { mailboxes: [baseMailbox, { ...other, key: "support" }] },
    expected: [
      'mailboxes[1].key (mailbox support): "support" is used by mailboxes[0] too. Give each mailbox a key of its own.',
    ],
  },
  "an address used twice, in another case": {
    stack: { mailboxes: [baseMailbox, { ...other, address: "Support@Contoso.com" }] },
    expected: [
      'mailboxes[1].address (mailbox sales): "support@contoso.com" is used by mailboxes[0] too. List each mailbox once.',
    ],
  },
  "an account used twice": {
    stack: { mailboxes: [baseMailbox, { ...other, account: "SUPPORT@contoso.com" }] },
    expected: [
      'mailboxes[1].account (mailbox sales): "support@contoso.com" is used by mailboxes[0] too. A mail account has one mailbox: name another account.',
    ],
  },
  "an account's id used twice": {
    stack: {
      mailboxes: [
        { ...baseMailbox, accountId: 7 },
        { ...other, accountId: 7 },
      ],
    },
    expected: [
      "mailboxes[1].accountId (mailbox sales): 7 is used by mailboxes[0] too. A mail account has one mailbox: name another account.",
    ],
  },
});
