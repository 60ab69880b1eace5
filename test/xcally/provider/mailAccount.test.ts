import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { startXcallySimulator, type XcallySimulator } from "../../../simulator/xcally/index.ts";
import { mailAccountResource } from "../../../xcally/provider/mailAccount.ts";
import { unknownValue } from "../../../xcally/provider/unknown.ts";
import { open } from "./open.ts";
import { accountInputs, addByHand, mailbox } from "./records.ts";

let xcally: XcallySimulator;
beforeAll(async () => {
  xcally = await startXcallySimulator();
});
afterEach(() => {
  expect(xcally.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  expect(xcally.unexpectedRequests).toEqual([]);
  xcally.reset();
});
afterAll(() => xcally.close());

const inputs = (account?: object) => accountInputs(xcally, account);
const byId = (id: number) => ({ by: "id", id });
const byAddress = (address: string) => ({ by: "address", address });
const resource = () => mailAccountResource(open(xcally));
const linkByHand = () => {
  const id = addByHand(xcally, "By hand");
  xcally.state.mailAccounts.update(1, { cloudProviderId: id });
  return String(id);
};
const create = async (account?: object) => (await resource().create(inputs(account))).outs as object;

describe("create", () => {
  test("finds the account that has the address, in whatever case, and keeps what it signs in with", async () => {
    const previous = linkByHand();
    const wanted = inputs(byAddress("Support@Contoso.com"));
    expect(await resource().create(wanted)).toEqual({
      id: "1",
      outs: {
        ...wanted,
        accountId: "1",
        accountAddress: "support@contoso.com",
        previousCloudProviderId: previous,
      },
    });
  });

  test("finds the account of an id, which may have nothing to sign in with", async () => {
    const state = await create(byId(2));
    expect(state).toMatchObject({ accountId: "2", accountAddress: "sales@contoso.com" });
    expect(state).not.toHaveProperty("previousCloudProviderId");
  });

  test("of many asks the server for one list", async () => {
    const { create: createOne } = resource();
    await Promise.all([1, 2, 3].map((id) => createOne(inputs(byId(id)))));
    expect(xcally.requests).toHaveLength(1);
  });

  test("an address or an id that no account has is a sentence with what to do", async () => {
    await expect(create(byAddress("nobody@contoso.com"))).rejects.toThrow(
      `Mailbox ${mailbox} needs a mail account with the address nobody@contoso.com, but XCALLY at ${xcally.url} has none. ` +
        "Create it there, or name the right one with account or accountId.",
    );
    await expect(create(byId(77))).rejects.toThrow(`needs a mail account with id 77, but XCALLY at`);
  });

  test("an address that two accounts have is refused with their ids", async () => {
    xcally.state.mailAccounts.update(2, { email: "support@contoso.com" });
    await expect(create()).rejects.toThrow(
      "has several: Support (id 1), Sales (id 2). Name one of them with accountId.",
    );
  });

  test("that the server refuses names the mailbox and the request", async () => {
    xcally.faults.once("beforeHandler", { method: "GET" }, { kind: "answer", status: 403 });
    await expect(create()).rejects.toThrow(
      `Could not find the mail account of mailbox ${mailbox}: GET /api/mail/accounts answered 403`,
    );
  });
});

describe("diff", () => {
  const changes = async (news: object) =>
    (await resource().diff?.("1", await create(), { ...inputs(), ...news }))?.changes;

  test("is empty when nothing changed, whatever the order of the account's keys", async () => {
    expect(await changes({})).toBe(false);
    expect(await changes({ account: { address: "support@contoso.com", by: "address" } })).toBe(false);
  });
  test("sees another account, another mailbox, and a value that is not known yet", async () => {
    expect(await changes({ account: byId(2) })).toBe(true);
    expect(await changes({ mailbox: "help (support@contoso.com)" })).toBe(true);
    expect(await changes({ account: unknownValue })).toBe(true);
  });
  test("refuses another server, but not one that has moved", async () => {
    const state = await create();
    const elsewhere = { ...state, server: "https://old.contoso.com" };
    await expect(resource().diff?.("1", elsewhere, inputs())).rejects.toThrow(
      `The mail account of mailbox ${mailbox} was made on https://old.contoso.com, but xcallyUrl is now ${xcally.url}.`,
    );
    const moved = mailAccountResource(open(xcally, { previousUrl: "https://old.contoso.com" }));
    expect((await moved.diff?.("1", elsewhere, inputs()))?.changes).toBe(true);
  });
});

describe("update", () => {
  test("for the same account keeps what was remembered, whatever the account has by now, and asks nothing", async () => {
    const previous = linkByHand();
    const state = await create();
    xcally.state.mailAccounts.update(1, { cloudProviderId: addByHand(xcally, "Ours") });
    const requests = xcally.requests.length;
    const news = { ...inputs(byId(1)), mailbox: "help (support@contoso.com)" };
    expect((await resource().update?.("1", state, news))?.outs).toEqual({
      ...state,
      ...news,
      previousCloudProviderId: previous,
    });
    expect(xcally.requests).toHaveLength(requests);
  });

  test("for another account remembers that one", async () => {
    linkByHand();
    const updated = await resource().update?.("1", await create(), inputs(byId(2)));
    expect(updated?.outs).toMatchObject({ accountId: "2", accountAddress: "sales@contoso.com" });
    expect(updated?.outs).not.toHaveProperty("previousCloudProviderId");
  });
});

describe("read", () => {
  test("changes nothing, also when the account is linked by then", async () => {
    const state = await create();
    linkByHand();
    expect(await resource().read?.("1", state)).toEqual({ id: "1", props: state, inputs: inputs() });
  });

  test("an account that is gone has no id", async () => {
    const state = await create();
    xcally.state.mailAccounts.remove(1);
    expect(await resource().read?.("1", state)).toEqual({});
  });

  test("of many asks the server for one list", async () => {
    const states = [await create(byId(1)), await create(byId(2))];
    const { read } = resource();
    const before = xcally.requests.length;
    await Promise.all(states.map(async (state) => read?.("", state)));
    expect(xcally.requests.length - before).toBe(1);
  });

  test("an account that the list leaves out is not gone for that", async () => {
    const state = await create();
    const path = "/api/mail/accounts";
    const body = { count: 0, rows: [] };
    xcally.faults.once("beforeHandler", { method: "GET", path }, { kind: "answer", status: 200, body });
    expect(await resource().read?.("1", state)).toMatchObject({ id: "1", props: state });
  });

  test("an API that is gone is an error", async () => {
    const state = await create();
    xcally.faults.times(2, "beforeHandler", { method: "GET" }, { kind: "answer", status: 404 });
    await expect(resource().read?.("1", state)).rejects.toThrow(
      `Could not read the mail account of mailbox ${mailbox}`,
    );
  });
});
