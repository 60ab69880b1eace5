import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { startXcallySimulator, type XcallySimulator } from "../../../simulator/xcally/index.ts";
import { mailAccountAssociationResource } from "../../../xcally/provider/mailAccountAssociation.ts";
import { unknownValue } from "../../../xcally/provider/unknown.ts";
import { open } from "./open.ts";
import { addByHand, linkInputs, mailbox } from "./records.ts";

const supportAccount = 1;
const salesAccount = 2;
let xcally: XcallySimulator;
let ours: string;
let foreign: number;

beforeAll(async () => {
  xcally = await startXcallySimulator();
});
beforeEach(async () => {
  const { cloudProviders } = open(xcally)().begin();
  const fields = { clientId: "a", clientSecret: "b", tenantId: "c", redirectUri: "d" };
  ours = (await cloudProviders.create({ ...fields, name: "Ours", marker: "0123456789abcdef" })).id;
  foreign = Number(
    (await cloudProviders.create({ ...fields, name: "Foreign", marker: "fedcba9876543210" })).id,
  );
});
afterEach(() => {
  expect(xcally.unexpectedRequests).toEqual([]);
  xcally.reset();
});
afterAll(() => xcally.close());

const inputs = (account = supportAccount, more: object = {}) => ({
  ...linkInputs(xcally, account, ours),
  ...more,
});
const resource = () => mailAccountAssociationResource(open(xcally));
/** The account was linked to the foreign one when it was found. */
const foundLinked = () => ({ rememberedCloudProviderId: String(foreign) });
const linkOf = (account: number) => xcally.state.mailAccounts.get(account)?.cloudProviderId;
const create = async (account?: number, more?: object) => {
  const result = await resource().create(inputs(account, more));
  return { state: result.outs as Record<string, unknown> };
};

describe("create", () => {
  test("links the account and changes nothing else of it", async () => {
    const before = xcally.state.mailAccounts.get(supportAccount);
    const { state } = await create();
    expect(state).toMatchObject({ accountId: "1", linkedCloudProviderId: ours });
    const { updatedAt, ...after } = xcally.state.mailAccounts.get(supportAccount) ?? {};
    expect(after).toEqual({ ...before, updatedAt: undefined, cloudProviderId: Number(ours) });
    expect(updatedAt).toBeDefined();
  });

  test("an account that is gone is a sentence with what to do", async () => {
    xcally.state.mailAccounts.remove(supportAccount);
    await expect(create()).rejects.toThrow(
      `The mail account 1 of mailbox ${mailbox} no longer exists in XCALLY. Create it there again, or name another one`,
    );
  });

  test("a link that the server does not keep is noticed", async () => {
    xcally.switches.associationField = "cloudProvider";
    await expect(create()).rejects.toThrow("XCALLY did not keep the Cloud Provider of the mail account 1");
  });
});

describe("what the account had before", () => {
  const remembered = { rememberedCloudProviderId: String(77) };
  const previous = async (more?: object) =>
    (await create(supportAccount, more)).state["previousCloudProviderId"];
  const linkTo = (cloudProviderId: number | null) =>
    xcally.state.mailAccounts.update(supportAccount, { cloudProviderId });

  test("is what it has now, whatever it had when it was found: people may have changed it since", async () => {
    const byHand = addByHand(xcally, "By hand");
    linkTo(byHand);
    expect(await previous(remembered)).toBe(String(byHand));
    linkTo(null);
    expect(await previous(remembered)).toBeUndefined();
  });

  test("is what it had when it was found, where a run that was killed has linked it already", async () => {
    linkTo(Number(ours));
    expect(await previous(remembered)).toBe("77");
    // The configuration has changed since, so that another of the stack's is wanted.
    linkTo(foreign);
    expect(await previous(remembered)).toBe("77");
  });

  test("is never the Cloud Provider that it is to have", async () => {
    linkTo(Number(ours));
    expect(await previous()).toBeUndefined();
    expect(await previous({ rememberedCloudProviderId: ours })).toBeUndefined();
  });

  test("may be one with a marker: that of another stack, which was seen before any link was made", async () => {
    linkTo(foreign);
    expect(await previous({ rememberedCloudProviderId: String(foreign) })).toBe(String(foreign));
  });
});

describe("diff", () => {
  const changes = async (news: object) => {
    const { state } = await create();
    return (await resource().diff?.("1", state, { ...inputs(), ...news }))?.changes;
  };
  test("is empty when nothing changed, or only what is remembered for a create", async () => {
    expect(await changes({})).toBe(false);
    expect(await changes({ rememberedCloudProviderId: "77" })).toBe(false);
  });
  test("is empty as long as the account is only being found: a preview does not know its id", async () => {
    expect(await changes({ accountId: unknownValue, accountAddress: unknownValue })).toBe(false);
  });
  test("sees another Cloud Provider, one that is not known yet, and another account", async () => {
    expect(await changes({ cloudProviderId: "99" })).toBe(true);
    expect(await changes({ cloudProviderId: unknownValue })).toBe(true);
    expect(await changes({ accountId: String(salesAccount) })).toBe(true);
  });
});

describe("update", () => {
  test("moves to another account: the new one is linked, the old one is put back", async () => {
    xcally.state.mailAccounts.update(supportAccount, { cloudProviderId: foreign });
    const { state } = await create(supportAccount, foundLinked());
    await resource().update?.("1", state, inputs(salesAccount));
    expect([linkOf(supportAccount), linkOf(salesAccount)]).toEqual([foreign, Number(ours)]);
  });

  test("a former account is let go only when the new one is linked", async () => {
    const { state } = await create();
    const before = xcally.requests.length;
    await resource().update?.("1", state, inputs(salesAccount));
    const puts = xcally.requests.slice(before).filter(({ method }) => method === "PUT");
    expect(puts.map(({ path }) => path)).toEqual(["/api/mail/accounts/2", "/api/mail/accounts/1"]);
  });

  test("for another mailbox and another Cloud Provider keeps in mind what the account had before", async () => {
    xcally.state.mailAccounts.update(supportAccount, { cloudProviderId: foreign });
    const { state } = await create(supportAccount, foundLinked());
    const fields = { clientId: "a", clientSecret: "b", tenantId: "c", redirectUri: "d" };
    const { cloudProviders } = open(xcally)().begin();
    const { id } = await cloudProviders.create({ ...fields, name: "New", marker: "aaaaaaaaaaaaaaaa" });
    const renamed = { ...inputs(), mailbox: "help (support@contoso.com)", cloudProviderId: id };
    const updated = (await resource().update?.("1", state, renamed))?.outs as object;
    expect(linkOf(supportAccount)).toBe(Number(id));
    await resource().delete?.("1", updated);
    expect(linkOf(supportAccount)).toBe(foreign);
  });
});

describe("a state of before mail accounts had resources of their own", () => {
  const old = () => ({
    server: xcally.url,
    mailbox,
    account: { by: "address", address: "support@contoso.com" },
    accountId: "1",
    accountAddress: "support@contoso.com",
    cloudProviderId: ours,
    linkedCloudProviderId: ours,
    previousCloudProviderId: String(foreign),
  });
  // What the account has by then is our own link.
  const today = () => ({ ...inputs(), rememberedCloudProviderId: ours });

  test("is no change, and a refresh leaves it as it is", async () => {
    xcally.state.mailAccounts.update(supportAccount, { cloudProviderId: Number(ours) });
    expect((await resource().diff?.("1", old(), today()))?.changes).toBe(false);
    // As the engine compares when it refreshes: with the inputs of then.
    const { server, account, cloudProviderId } = old();
    const then = { server, mailbox, account, cloudProviderId };
    expect((await resource().diff?.("1", old(), then))?.changes).toBe(false);
    expect((await resource().read?.("1", old()))?.props).toEqual(old());
  });

  test("keeps what it remembers through an update, and puts that back", async () => {
    xcally.state.mailAccounts.update(supportAccount, { cloudProviderId: Number(ours) });
    const renamed = { ...today(), mailbox: "help (support@contoso.com)" };
    const updated = (await resource().update?.("1", old(), renamed))?.outs as object;
    await resource().delete?.("1", updated);
    expect(linkOf(supportAccount)).toBe(foreign);
  });
});

describe("read", () => {
  test("is quiet right after a create", async () => {
    const { state } = await create();
    expect(await resource().read?.("1", state)).toEqual({ id: "1", props: state, inputs: inputs() });
  });
  test("shows that somebody re-pointed the account", async () => {
    const { state } = await create();
    xcally.state.mailAccounts.update(supportAccount, { cloudProviderId: foreign });
    expect((await resource().read?.("1", state))?.inputs).toMatchObject({
      cloudProviderId: String(foreign),
    });
  });
  test("of many asks the server for one list", async () => {
    const states = [(await create(supportAccount)).state, (await create(salesAccount)).state];
    const { read } = resource();
    const before = xcally.requests.length;
    await Promise.all(states.map(async (state) => read?.(String(state["accountId"]), state)));
    expect(xcally.requests.length - before).toBe(1);
  });
  test("a list proves no change: an account that it leaves out or shows unlinked is asked for by itself", async () => {
    const { state } = await create();
    const path = "/api/mail/accounts";
    for (const rows of [[], [{ id: supportAccount, email: "support@contoso.com", CloudProviderId: null }]]) {
      const body = { count: rows.length, rows };
      xcally.faults.once("beforeHandler", { method: "GET", path }, { kind: "answer", status: 200, body });
      expect(await resource().read?.("1", state)).toMatchObject({ id: "1", props: state });
    }
  });
  test("an account that is gone has no id", async () => {
    const { state } = await create();
    xcally.state.mailAccounts.remove(supportAccount);
    expect(await resource().read?.("1", state)).toEqual({});
  });
});

describe("delete", () => {
  test("puts the account back to the Cloud Provider it had before", async () => {
    xcally.state.mailAccounts.update(supportAccount, { cloudProviderId: foreign });
    const { state } = await create(supportAccount, foundLinked());
    await resource().delete?.("1", state);
    expect(linkOf(supportAccount)).toBe(foreign);
  });
  test("unlinks the account when its former Cloud Provider has been deleted since", async () => {
    xcally.state.mailAccounts.update(supportAccount, { cloudProviderId: foreign });
    const { state } = await create(supportAccount, foundLinked());
    xcally.state.cloudProviders.remove(foreign);
    await resource().delete?.("1", state);
    expect(linkOf(supportAccount)).toBeNull();
  });
  test("leaves the account alone when somebody has re-pointed it since, even after a refresh has seen that", async () => {
    const { state } = await create();
    xcally.state.mailAccounts.update(supportAccount, { cloudProviderId: foreign });
    await resource().delete?.("1", state);
    const refreshed = (await resource().read?.("1", state))?.props as object;
    await resource().delete?.("1", refreshed);
    expect(linkOf(supportAccount)).toBe(foreign);
  });
  test("an account that is gone is fine", async () => {
    const { state } = await create();
    xcally.state.mailAccounts.remove(supportAccount);
    await resource().delete?.("1", state);
  });
});
