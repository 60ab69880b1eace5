import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { startXcallySimulator } from "../../../simulator/xcally/index.ts";
import type { XcallySimulator } from "../../../simulator/xcally/index.ts";
import { provider, send } from "./send.ts";

let xcally: XcallySimulator;

beforeAll(async () => {
  xcally = await startXcallySimulator();
});
beforeEach(() => {
  xcally.reset();
});
afterAll(() => xcally.close());

const path = "/api/mail/accounts";

test("starts with accounts of several services, none of them linked", () => {
  const accounts = xcally.state.mailAccounts.list();
  expect(accounts.map(({ id, service }) => [id, service])).toEqual([
    [1, "Outlook365"],
    [2, "Outlook365"],
    [3, "Outlook365"],
    [4, "Gmail"],
    [5, "Custom"],
  ]);
  expect(accounts.every(({ cloudProviderId }) => cloudProviderId === null)).toBe(true);
});

test("a create fills in what it leaves out", async () => {
  const created = await send(xcally, "POST", path, { name: "Jobs", key: "JOBS", email: "jobs@contoso.com" });
  expect(created.status).toBe(201);
  expect(created.body).toMatchObject({
    id: 6,
    key: "JOBS",
    service: "Custom",
    active: true,
    ListId: null,
    CloudProviderId: null,
  });
});

test("an update links the account to a Cloud Provider and leaves the rest alone", async () => {
  await send(xcally, "POST", "/api/cloudProviders", provider);
  const before = await send(xcally, "GET", `${path}/1`);
  const updated = await send(xcally, "PUT", `${path}/1`, { CloudProviderId: 1 });
  expect(updated.status).toBe(200);
  expect(updated.body).toEqual({
    ...Object(before.body),
    CloudProviderId: 1,
    updatedAt: expect.any(String),
  });
  expect(xcally.state.mailAccounts.get(1)).toMatchObject({
    cloudProviderId: 1,
    email: "support@contoso.com",
  });
});

test("an update with a misnamed association changes nothing", async () => {
  await send(xcally, "POST", "/api/cloudProviders", provider);
  expect((await send(xcally, "PUT", `${path}/1`, { cloudProviderId: 1 })).status).toBe(200);
  expect((await send(xcally, "GET", `${path}/1`)).body).toMatchObject({ CloudProviderId: null });
});

test.each(["POST", "PUT"])(
  "%s fails on the foreign key of a Cloud Provider that does not exist",
  async (method) => {
    const body = { name: "Jobs", key: "JOBS", email: "jobs@contoso.com", CloudProviderId: 42 };
    const refused = await send(xcally, method, method === "PUT" ? `${path}/1` : path, body);
    expect(refused.status).toBe(500);
    expect(refused.body).toEqual({
      message: expect.stringMatching(
        /^Cannot add or update a child row: a foreign key constraint fails .*CloudProviderId/,
      ),
    });
    expect(xcally.state.mailAccounts.get(1)).toMatchObject({ name: "Support" });
    expect(xcally.state.mailAccounts.list()).toHaveLength(5);
  },
);

test.each([
  [{ key: "TOOLONG" }, "Validation error: Validation len on key failed"],
  [{ active: "yes" }, "Validation error: active must be of the type boolean"],
  [{ active: null }, "notNull Violation: MailAccount.active cannot be null"],
  [{ imapPort: 993.5 }, "Validation error: imapPort must be of the type integer"],
  [{ CloudProviderId: "1" }, "Validation error: CloudProviderId must be of the type integer"],
  [{ email: ["support@contoso.com"] }, "Validation error: email must be of the type string"],
])("an update with %j answers 422", async (body, message) => {
  const refused = await send(xcally, "PUT", `${path}/1`, body);
  expect(refused).toMatchObject({ status: 422, body: { message } });
});

test("a person re-points an account by hand under the same foreign key", async () => {
  await send(xcally, "POST", "/api/cloudProviders", provider);
  xcally.state.mailAccounts.update(2, { cloudProviderId: 1 });
  expect((await send(xcally, "GET", `${path}/2`)).body).toMatchObject({ CloudProviderId: 1 });
  expect(() => xcally.state.mailAccounts.update(2, { cloudProviderId: 9 })).toThrow("foreign key");
  expect(() => xcally.state.cloudProviders.remove(1)).toThrow("foreign key");
});

test("reset brings back the seeds, the switches and an empty history", async () => {
  await send(xcally, "POST", "/api/cloudProviders", provider);
  await send(xcally, "PUT", `${path}/1`, { CloudProviderId: 1 });
  await send(xcally, "GET", "/api/nowhere");
  xcally.switches.maskSecrets = "stars";
  xcally.faults.once("beforeHandler", {}, { kind: "answer", status: 503 });

  xcally.reset();

  expect(xcally.state.cloudProviders.list()).toEqual([]);
  expect(xcally.state.mailAccounts.get(1)).toMatchObject({ cloudProviderId: null });
  expect(xcally.switches.maskSecrets).toBe("no");
  expect([xcally.requests, xcally.unexpectedRequests, xcally.receivedSecrets]).toEqual([[], [], []]);
  expect((await send(xcally, "POST", "/api/cloudProviders", provider)).body).toMatchObject({ id: 1 });
});

test("starts with other seeds where they are given", async () => {
  const seeded = await startXcallySimulator({
    cloudProviders: [{ name: "Old", clientId: "old-client" }],
    accounts: [{ name: "Support", key: "SUP", email: "support@contoso.com", cloudProviderId: 1 }],
  });
  try {
    expect((await send(seeded, "GET", `${path}/1`)).body).toMatchObject({ CloudProviderId: 1 });
    expect((await send(seeded, "GET", "/api/cloudProviders/1")).body).toMatchObject({
      name: "Old",
      clientId: "old-client",
    });
  } finally {
    await seeded.close();
  }
});
