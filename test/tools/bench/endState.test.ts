import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readBack, requireNothingLeft, requireSameEnd } from "../../../tools/bench/endState.ts";
import { startWorld, type World } from "../../../tools/bench/world.ts";

let left: World, right: World;
beforeAll(async () => {
  [left, right] = [await startWorld(2), await startWorld(2)];
});
afterAll(async () => {
  for (const world of [left, right]) await world.simulators.close();
});

describe("what the two systems have made", () => {
  test("is not enough where neither has made anything, and nothing is left", () => {
    expect(() => {
      requireSameEnd(left, right);
    }).toThrow(/^Neither system has made all of mailbox mailbox-1:/);
    expect(() => {
      requireNothingLeft(left);
    }).not.toThrow();
    expect(readBack(left)).toHaveLength(2);
  });

  test("is not the same where one has linked a mailbox to a Cloud Provider; the mailbox is named, and it is left", () => {
    const { xcally } = left.simulators;
    const { id } = xcally.state.cloudProviders.create({
      ...{ name: "mailbox-2", service: "Microsoft Azure", type: "Outlook365" },
      ...{ clientId: null, clientSecret: null, tenantId: null, redirectUri: null },
    });
    xcally.state.mailAccounts.update(left.mailboxes[1]?.accountId ?? 0, { cloudProviderId: id });
    expect(() => {
      requireSameEnd(left, right);
    }).toThrow(/have not made the same of mailbox mailbox-2/);
    expect(() => {
      requireNothingLeft(left);
    }).toThrow("A destroy has left behind: mailbox-2, mailbox-2@contoso.com");
  });
});
