import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { startXcallySimulator } from "../../../simulator/xcally/index.ts";
import type { SeedAccount, XcallySimulator } from "../../../simulator/xcally/index.ts";
import { list, send } from "./send.ts";

/** More than the server's own page of 100. */
const accounts: SeedAccount[] = Array.from({ length: 105 }, (_, index) => ({
  name: `Account ${index % 2 === 0 ? "B" : "A"}`,
  key: `K${index}`,
  email: `account${index + 1}@contoso.com`,
  active: index !== 0,
  password: "shared-password",
  cloudProviderId: index < 3 ? 1 : null,
}));

let xcally: XcallySimulator;

beforeAll(async () => {
  xcally = await startXcallySimulator({ accounts, cloudProviders: [{ name: "support" }] });
});
beforeEach(() => {
  xcally.reset();
});
afterAll(() => xcally.close());

const path = "/api/mail/accounts";
const ids = async (query: string) => (await list(xcally, path + query)).rows.map(({ id }) => id);

describe("pages", () => {
  test("hold 100 rows unless asked otherwise, and count all", async () => {
    const { count, rows } = await list(xcally, path);
    expect(count).toBe(105);
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  });

  test("go by limit and offset", async () => {
    expect(await ids("?limit=2")).toEqual([1, 2]);
    expect(await ids("?limit=3&offset=103")).toEqual([104, 105]);
    expect(await ids("?offset=100")).toEqual([101, 102, 103, 104, 105]);
    expect(await ids("?offset=500")).toEqual([]);
  });

  test.each(["?limit=many", "?limit=0", "?limit=-5", "?limit="])("hold 100 rows for %s", async (query) => {
    expect(await ids(query)).toHaveLength(100);
  });

  test("hold everything with nolimit=true", async () => {
    expect(await ids("?nolimit=true")).toHaveLength(105);
    expect(await ids("?nolimit=false")).toHaveLength(100);
  });

  test("never hold more than the server's largest page", async () => {
    xcally.switches.maxPageSize = 10;
    expect(await ids("?nolimit=true")).toHaveLength(10);
    expect(await ids("?limit=50&offset=100")).toHaveLength(5);
    expect(await ids("?limit=4")).toHaveLength(4);
  });
});

describe("shapes", () => {
  test("a bare array has its count in Content-Range", async () => {
    xcally.switches.listShape = "bareArray";
    const page = await send(xcally, "GET", `${path}?limit=2&offset=4`);
    expect(page).toMatchObject({ status: 200, body: [{ id: 5 }, { id: 6 }] });
    expect(page.headers.get("content-range")).toBe("4-6/105");
    expect((await send(xcally, "GET", `${path}?email=none`)).headers.get("content-range")).toBe("0-0/0");
  });

  test.each(["countRows", "bareArray"] as const)("%s can come with 206", async (listShape) => {
    xcally.switches.listShape = listShape;
    xcally.switches.partialContent = true;
    expect((await send(xcally, "GET", path)).status).toBe(206);
    expect((await send(xcally, "GET", `${path}/1`)).status).toBe(200);
  });
});

describe("filters", () => {
  test("compare for equality", async () => {
    expect(await ids("?email=account7@contoso.com")).toEqual([7]);
    expect(await ids("?CloudProviderId=1")).toEqual([1, 2, 3]);
    expect(await ids("?CloudProviderId=1&active=false")).toEqual([1]);
    expect(await ids("?id=5")).toEqual([5]);
  });

  test("count before paging", async () => {
    expect(await list(xcally, `${path}?CloudProviderId=1&limit=1`)).toMatchObject({ count: 3 });
  });

  test("by a name that is no field filter nothing", async () => {
    expect((await list(xcally, `${path}?cloudProviderId=1`)).count).toBe(105);
  });

  test("do not tell what a secret is", async () => {
    expect((await list(xcally, `${path}?password=guess`)).count).toBe(105);
  });
});

describe("order", () => {
  test("is by id, unless sort says otherwise", async () => {
    expect(await ids("?sort=-id&limit=2")).toEqual([105, 104]);
    expect(await ids("?sort=name,-id&limit=2")).toEqual([104, 102]);
    expect(await ids("?sort=-CloudProviderId&limit=4")).toEqual([1, 2, 3, 4]);
    expect(await ids("?sort=CloudProviderId&limit=1")).toEqual([4]);
  });

  test("by a name that is no field fails as the database does", async () => {
    expect(await send(xcally, "GET", `${path}?sort=-nothing`)).toMatchObject({
      status: 500,
      body: { message: "Unknown column 'nothing' in 'order clause'" },
    });
  });
});

describe("fields", () => {
  test("answers only what was asked for", async () => {
    const { rows } = await list(xcally, `${path}?fields=email,id,nothing&limit=1`);
    expect(rows).toEqual([{ id: 1, email: "account1@contoso.com" }]);
  });

  test("answers everything where no asked field exists", async () => {
    const { rows } = await list(xcally, `${path}?fields=nothing&limit=1`);
    expect(rows[0]).toMatchObject({ id: 1, name: "Account B" });
  });

  test("includeAll adds the records on the other side", async () => {
    const linked = await list(xcally, `${path}?includeAll=true&id=1`);
    expect(linked.rows[0]).toMatchObject({ CloudProvider: { id: 1, name: "support" } });
    const unlinked = await list(xcally, `${path}?includeAll=true&id=4`);
    expect(unlinked.rows[0]).toMatchObject({ CloudProvider: null });
    const providers = await list(xcally, "/api/cloudProviders?includeAll=true&fields=name");
    expect(providers.rows).toEqual([
      {
        name: "support",
        MailAccounts: [expect.objectContaining({ id: 1 }), expect.any(Object), expect.any(Object)],
      },
    ]);
  });
});
