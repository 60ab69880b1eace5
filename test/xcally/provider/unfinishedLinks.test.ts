import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { startXcallySimulator, type XcallySimulator } from "../../../simulator/xcally/index.ts";
import { mailAccountAssociationResource } from "../../../xcally/provider/mailAccountAssociation.ts";
import { rejection } from "../../support/rejection.ts";
import { open } from "./open.ts";
import { addByHand, linkInputs, mailbox } from "./records.ts";

let xcally: XcallySimulator;
beforeAll(async () => {
  xcally = await startXcallySimulator();
});
afterEach(() => {
  expect(xcally.unexpectedRequests).toEqual([]);
  xcally.reset();
});
afterAll(() => xcally.close());

let previous: number;
let ours: number;
let newer: number;
beforeEach(() => {
  [previous, ours, newer] = ["Previous", "Ours", "Newer"].map((name) => addByHand(xcally, name)) as [
    number,
    number,
    number,
  ];
  xcally.state.mailAccounts.update(1, { cloudProviderId: previous });
});

const resource = () => mailAccountAssociationResource(open(xcally));
const inputs = (account = 1, cloudProvider = ours) => linkInputs(xcally, account, String(cloudProvider));
const links = () => [1, 2].map((account) => xcally.state.mailAccounts.get(account)?.cloudProviderId);
const create = async () => (await resource().create(inputs())).outs as object;
/** What Pulumi records of work that does not come to its end. */
const recordedOf = async (work: Promise<unknown> | undefined) => {
  const error = (await rejection(work)) as Error & { id?: string; properties?: object };
  expect(error.id).toBe("1");
  expect(error.message).toContain(mailbox);
  return error.properties ?? {};
};
const put = (account: number) => ({ method: "PUT", path: `/api/mail/accounts/${account}` });
const refuse = (account: number) => {
  xcally.faults.once("beforeHandler", put(account), { kind: "answer", status: 403 });
};
/** The write is applied, but nobody hears of it; what is left fails at once. */
const cutOff = (account: number) => {
  xcally.faults.once("afterHandler", put(account), { kind: "answer", status: 500 });
};

describe("a link whose write may have been applied although it failed", () => {
  test("is recorded with what the account had before, which a destroy puts back", async () => {
    cutOff(1);
    const state = await recordedOf(resource().create(inputs()));
    expect(state).toMatchObject({ previousCloudProviderId: String(previous) });
    expect(links()).toEqual([ours, null]);
    await resource().delete?.("1", state);
    expect(links()).toEqual([previous, null]);
  });

  test("is written again by the next up, and what the account had before stays known", async () => {
    cutOff(1);
    const state = await recordedOf(resource().create(inputs()));
    const updated = (await resource().update?.("1", state, inputs()))?.outs as object;
    expect(updated).not.toHaveProperty("formerLinks");
    await resource().delete?.("1", updated);
    expect(links()).toEqual([previous, null]);
  });

  test.each([
    ["was not applied", refuse],
    ["was applied", cutOff],
  ])("to another Cloud Provider: a destroy puts the account back when it %s", async (_, fail) => {
    const old = await create();
    fail(1);
    const state = await recordedOf(resource().update?.("1", old, inputs(1, newer)));
    await resource().delete?.("1", state);
    expect(links()).toEqual([previous, null]);
  });
});

describe("a move to another account that does not come to its end", () => {
  test.each<[string, () => void]>([
    [
      "the new link is refused",
      () => {
        refuse(2);
      },
    ],
    [
      "the new link is made, but its answer is lost",
      () => {
        cutOff(2);
      },
    ],
    [
      "the new link is made, but cannot be read back",
      () => {
        let readings = 0;
        const when = () => ++readings > 1;
        const path = "/api/mail/accounts/2";
        xcally.faults.once("beforeHandler", { method: "GET", path, when }, { kind: "answer", status: 403 });
      },
    ],
    [
      "the old link cannot be undone",
      () => {
        refuse(1);
      },
    ],
  ])("knows both accounts: %s", async (_, fail) => {
    const old = await create();
    fail();
    const state = await recordedOf(resource().update?.("1", old, inputs(2)));
    expect(links()[0]).toBe(ours);

    // Either the next up ends it, or a destroy puts both back.
    const updated = await resource().update?.("1", state, inputs(2));
    expect(links()).toEqual([previous, ours]);
    expect(updated?.outs).not.toHaveProperty("formerLinks");
    xcally.state.mailAccounts.update(1, { cloudProviderId: ours });
    await resource().delete?.("1", state);
    expect(links()).toEqual([previous, null]);
  });

  test("to an account that does not exist changes nothing and records nothing", async () => {
    const old = await create();
    const error = await rejection(resource().update?.("1", old, inputs(77)));
    expect(error).not.toHaveProperty("properties");
    expect(links()).toEqual([ours, null]);
  });
});
