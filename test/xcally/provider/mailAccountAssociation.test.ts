import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { startXcallySimulator, type XcallySimulator } from "../../../simulator/xcally/index.ts";
import { mailAccountAssociationResource } from "../../../xcally/provider/mailAccountAssociation.ts";
import { unknownValue } from "../../../xcally/provider/unknown.ts";
import { open } from "./open.ts";

const mailbox = "support (support@contoso.com)";
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

const inputs = (account: object = { by: "address", address: "Support@contoso.com" }) => ({
  server: xcally.url,
  mailbox,
  account,
  cloudProviderId: ours,
});
const resource = () => mailAccountAssociationResource(open(xcally));
const linkOf = (account: number) => xcally.state.mailAccounts.get(account)?.cloudProviderId;
const create = async (account?: object) => {
  const result = await resource().create(inputs(account));
  return { state: result.outs as Record<string, unknown> };
};

describe("create", () => {
  test("links the account that has the address, in whatever case, and changes nothing else of it", async () => {
    const before = xcally.state.mailAccounts.get(supportAccount);
    const { state } = await create();
    expect(state).toMatchObject({ accountId: "1", linkedCloudProviderId: ours });
    const { updatedAt, ...after } = xcally.state.mailAccounts.get(supportAccount) ?? {};
    expect(after).toEqual({ ...before, updatedAt: undefined, cloudProviderId: Number(ours) });
    expect(updatedAt).toBeDefined();
  });

  test("links the account of an id", async () => {
    await create({ by: "id", id: salesAccount });
    expect(linkOf(salesAccount)).toBe(Number(ours));
  });

  test("an address that no account has is a sentence with what to do", async () => {
    await expect(create({ by: "address", address: "nobody@contoso.com" })).rejects.toThrow(
      `Mailbox ${mailbox} needs a mail account with the address nobody@contoso.com, but XCALLY at ${xcally.url} has none. ` +
        "Create it there, or name the right one with account or accountId.",
    );
  });

  test("an address that two accounts have is refused with their ids", async () => {
    xcally.state.mailAccounts.update(salesAccount, { email: "support@contoso.com" });
    await expect(create()).rejects.toThrow(
      "has several: Support (id 1), Sales (id 2). Name one of them with accountId.",
    );
  });

  test("the Cloud Provider that it is to have is not taken for the one it had before", async () => {
    xcally.state.mailAccounts.update(supportAccount, { cloudProviderId: foreign });
    expect((await create()).state).toMatchObject({ previousCloudProviderId: String(foreign) });
    expect((await create()).state).not.toHaveProperty("previousCloudProviderId");
  });

  test("a link that the server does not keep is noticed", async () => {
    xcally.switches.associationField = "cloudProvider";
    await expect(create()).rejects.toThrow("XCALLY did not keep the Cloud Provider of the mail account 1");
  });
});

describe("diff", () => {
  const changes = async (news: object) => {
    const { state } = await create();
    return (await resource().diff?.("1", state, { ...inputs(), ...news }))?.changes;
  };
  test("is empty when nothing changed, whatever the order of the account's keys", async () => {
    expect(await changes({})).toBe(false);
    expect(await changes({ account: { address: "Support@contoso.com", by: "address" } })).toBe(false);
  });
  test("sees another Cloud Provider, one that is not known yet, and another account", async () => {
    expect(await changes({ cloudProviderId: "99" })).toBe(true);
    expect(await changes({ cloudProviderId: unknownValue })).toBe(true);
    expect(await changes({ account: { by: "id", id: salesAccount } })).toBe(true);
  });
});

describe("update", () => {
  test("moves to another account: the new one is linked, the old one is put back", async () => {
    xcally.state.mailAccounts.update(supportAccount, { cloudProviderId: foreign });
    const { state } = await create();
    await resource().update?.("1", state, inputs({ by: "id", id: salesAccount }));
    expect([linkOf(supportAccount), linkOf(salesAccount)]).toEqual([foreign, Number(ours)]);
  });

  test("a mistyped address fails and leaves the old link working", async () => {
    const { state } = await create();
    const mistyped = inputs({ by: "address", address: "suport@contoso.com" });
    await expect(resource().update?.("1", state, mistyped)).rejects.toThrow("has none");
    expect(linkOf(supportAccount)).toBe(Number(ours));
  });

  test("a former account is let go only when the new one is linked", async () => {
    const { state } = await create();
    const before = xcally.requests.length;
    await resource().update?.("1", state, inputs({ by: "id", id: salesAccount }));
    const puts = xcally.requests.slice(before).filter(({ method }) => method === "PUT");
    expect(puts.map(({ path }) => path)).toEqual(["/api/mail/accounts/2", "/api/mail/accounts/1"]);
  });

  test("for another mailbox and another Cloud Provider keeps in mind what the account had before", async () => {
    xcally.state.mailAccounts.update(supportAccount, { cloudProviderId: foreign });
    const { state } = await create();
    const fields = { clientId: "a", clientSecret: "b", tenantId: "c", redirectUri: "d" };
    const { cloudProviders } = open(xcally)().begin();
    const { id } = await cloudProviders.create({ ...fields, name: "New", marker: "aaaaaaaaaaaaaaaa" });
    const renamed = { ...inputs(), mailbox: "help (support@contoso.com)", cloudProviderId: id };
    const updated = (await resource().update?.("1", state, renamed))?.outs as object;
    expect(linkOf(supportAccount)).toBe(Number(id));
    await resource().delete?.("1", updated);
    expect(linkOf(supportAccount)).toBe(foreign);
  });

  test("the same account named by its id instead of its address stays linked", async () => {
    const { state } = await create();
    const result = await resource().update?.("1", state, inputs({ by: "id", id: supportAccount }));
    expect(linkOf(supportAccount)).toBe(Number(ours));
    expect(result?.outs).toMatchObject({ accountId: "1" });
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
  test("an account that is gone has no id", async () => {
    const { state } = await create();
    xcally.state.mailAccounts.remove(supportAccount);
    expect(await resource().read?.("1", state)).toEqual({});
  });
});

describe("delete", () => {
  test("puts the account back to the Cloud Provider it had before", async () => {
    xcally.state.mailAccounts.update(supportAccount, { cloudProviderId: foreign });
    const { state } = await create();
    await resource().delete?.("1", state);
    expect(linkOf(supportAccount)).toBe(foreign);
  });
  test("unlinks the account when its former Cloud Provider has been deleted since", async () => {
    xcally.state.mailAccounts.update(supportAccount, { cloudProviderId: foreign });
    const { state } = await create();
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
