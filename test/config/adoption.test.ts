import { describe, expect, test } from "@jest/globals";
import { readSettings } from "../../config/settings.ts";
import { rejects } from "./mistakes.ts";
import { baseMailbox, rawSettings } from "./rawSettings.ts";

const objectId = "3f2c1b8a-6d5e-4f70-9a1b-2c3d4e5f6a7b";
const other = { key: "sales", address: "sales@contoso.com" };
const adopting = (adopt: unknown, more: object = {}) => ({ mailboxes: [{ ...baseMailbox, adopt, ...more }] });
const read = (adopt: object, more: object = {}) =>
  readSettings(rawSettings({ xcallyApiKey: "k", ...adopting(adopt, more) }), {}).mailboxes[0];

describe("what a mailbox adopts", () => {
  test("is read with ids in small letters and a day that stands in YAML without quotes", () => {
    const adopt = {
      cloudProviderId: 12,
      applicationObjectId: objectId.toUpperCase(),
      keepSecretUntil: "2027-01-01 00:00:00 +0000 UTC",
    };
    expect(read(adopt)?.adopt).toEqual({
      cloudProviderId: 12,
      applicationObjectId: objectId,
      keepSecretUntil: "2027-01-01",
    });
  });

  test("stays where it is when the mailbox is removed, unless retain says otherwise", () => {
    expect(read({ cloudProviderId: 12 })?.retain).toBe(true);
    expect(read({ cloudProviderId: 12 }, { retain: false })?.retain).toBe(false);
  });
});

rejects("a mistake in adopt is refused", {
  "a name instead of ids": {
    stack: adopting("Office 365"),
    expected: [
      'mailboxes[0].adopt (mailbox support): "Office 365" is not allowed. Write an object with cloudProviderId, applicationObjectId, clientId, keepSecretUntil.',
    ],
  },
  "every field wrong, told at once": {
    stack: adopting({
      cloudProviderId: "12",
      applicationObjectId: "Office 365",
      clientId: 7,
      keepSecretUntil: "soon",
      secret: "sentinel",
    }),
    expected: [
      "mailboxes[0].adopt.secret (mailbox support): This key is not known. Did you mean keepSecretUntil?",
      `mailboxes[0].adopt.cloudProviderId (mailbox support): "12" is not allowed. Write the Cloud Provider's id in XCALLY, a whole number from 1 on, without quotes.`,
      `mailboxes[0].adopt.applicationObjectId (mailbox support): "Office 365" is not allowed. Write the application's object id in Entra ID, such as ${objectId}.`,
      `mailboxes[0].adopt.clientId (mailbox support): 7 is not allowed. Write the application's client id, such as ${objectId}.`,
      `mailboxes[0].adopt.keepSecretUntil (mailbox support): "soon" is not allowed. Write the day on which XCALLY is to get a secret of the stack's, such as 2026-12-01.`,
    ],
  },
  "a kept secret of an application that is not adopted": {
    stack: adopting({ cloudProviderId: 12, keepSecretUntil: "2027-01-01" }),
    expected: [
      'mailboxes[0].adopt.keepSecretUntil (mailbox support): "2027-01-01" is not allowed without applicationObjectId or clientId: the secret that XCALLY has is one of that application. Name the application, or remove keepSecretUntil.',
    ],
  },
  "one Cloud Provider and one application for two mailboxes": {
    stack: {
      mailboxes: [
        { ...baseMailbox, adopt: { cloudProviderId: 12, applicationObjectId: objectId } },
        { ...other, adopt: { cloudProviderId: 12, applicationObjectId: objectId } },
      ],
    },
    expected: [
      "mailboxes[1].adopt.cloudProviderId (mailbox sales): 12 is used by mailboxes[0] too. A Cloud Provider is adopted by one mailbox.",
      `mailboxes[1].adopt.applicationObjectId (mailbox sales): "${objectId}" is used by mailboxes[0] too. An application is adopted by one mailbox.`,
    ],
  },
  "adopt and retain where all mailboxes share one application": {
    stack: { application: "shared", ...adopting({ cloudProviderId: 12 }, { retain: true }) },
    expected: [
      "mailboxes[0].adopt (mailbox support): The value is not allowed with application shared, where the application and the Cloud Provider are of all mailboxes. Remove adopt or set application to perMailbox.",
      "mailboxes[0].retain (mailbox support): true is not allowed with application shared, where the application and the Cloud Provider are of all mailboxes. Remove retain or set application to perMailbox.",
    ],
  },
});
