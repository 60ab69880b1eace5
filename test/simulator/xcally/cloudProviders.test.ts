import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { startXcallySimulator } from "../../../simulator/xcally/index.ts";
import type { XcallySimulator } from "../../../simulator/xcally/index.ts";
import { provider, send } from "./send.ts";

let xcally: XcallySimulator;

beforeAll(async () => {
  xcally = await startXcallySimulator({ now: () => new Date("2026-01-02T03:04:05Z") });
});
beforeEach(() => {
  xcally.reset();
});
afterAll(() => xcally.close());

const path = "/api/cloudProviders";
const times = { createdAt: "2026-01-02T03:04:05.000Z", updatedAt: "2026-01-02T03:04:05.000Z" };

describe("create", () => {
  test("answers 201 with the stored record and the server's own fields", async () => {
    const created = await send(xcally, "POST", path, provider);
    expect(created.status).toBe(201);
    expect(created.body).toEqual({ id: 1, ...provider, redirectUri: null, ...times });
    expect(xcally.state.cloudProviders.get(1)).toMatchObject(provider);
  });

  test("drops a misnamed field without a word, so that only a read-back shows it missing", async () => {
    const { clientSecret: secret, ...rest } = provider;
    const created = await send(xcally, "POST", path, { ...rest, client_secret: secret });
    expect(created.status).toBe(201);
    expect(created.body).not.toHaveProperty("client_secret");
    expect((await send(xcally, "GET", `${path}/1`)).body).toMatchObject({ clientSecret: null });
  });

  test("sets the id and the times itself", async () => {
    const created = await send(xcally, "POST", path, { ...provider, id: 77, createdAt: "2000-01-01" });
    expect(created.body).toMatchObject({ id: 1, ...times });
  });

  test.each(["name", "service", "type"])("refuses a body without %s", async (field) => {
    const created = await send(xcally, "POST", path, { ...provider, [field]: undefined });
    expect(created.status).toBe(422);
    expect(created.body).toEqual({ message: `notNull Violation: CloudProvider.${field} cannot be null` });
    expect(xcally.state.cloudProviders.list()).toEqual([]);
  });

  test("names every mistake of a body at once", async () => {
    const created = await send(xcally, "POST", path, { name: "", clientId: 5 });
    expect(created.status).toBe(422);
    expect(created.body).toEqual({
      message: [
        "Validation error: Validation notEmpty on name failed",
        "notNull Violation: CloudProvider.service cannot be null",
        "notNull Violation: CloudProvider.type cannot be null",
        "Validation error: clientId must be of the type string",
      ].join(",\n"),
    });
  });

  test("fails as the database does on a text longer than its column", async () => {
    const created = await send(xcally, "POST", path, { ...provider, clientSecret: "x".repeat(256) });
    expect(created.status).toBe(500);
    expect(created.body).toEqual({ message: "Data too long for column 'clientSecret' at row 1" });
  });

  test.each(["{", "[]", '"text"', "null"])("refuses %s as a body", async (body) => {
    const response = await fetch(xcally.url + path, {
      method: "POST",
      headers: { authorization: `Bearer ${xcally.apiKey}`, "content-type": "application/json" },
      body,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ message: "The request's body is not a JSON object" });
  });

  test("does not look at a body that is not sent as JSON", async () => {
    const response = await fetch(xcally.url + path, {
      method: "POST",
      headers: { authorization: `Bearer ${xcally.apiKey}`, "content-type": "text/plain" },
      body: JSON.stringify(provider),
    });
    expect(response.status).toBe(422);
  });

  test("refuses a name that is taken", async () => {
    await send(xcally, "POST", path, provider);
    const second = await send(xcally, "POST", path, provider);
    expect(second.status).toBe(409);
    expect(second.body).toEqual({ message: "name must be unique" });
    expect(xcally.state.cloudProviders.list()).toHaveLength(1);
  });

  test("takes a name twice where names need not be unique", async () => {
    xcally.switches.uniqueNames = false;
    await send(xcally, "POST", path, provider);
    expect(await send(xcally, "POST", path, provider)).toMatchObject({ status: 201, body: { id: 2 } });
  });
});

describe("update", () => {
  test("changes only the fields of a partial body and answers the whole record", async () => {
    await send(xcally, "POST", path, provider);
    const updated = await send(xcally, "PUT", `${path}/1`, { clientSecret: "second-secret" });
    expect(updated.status).toBe(200);
    expect(updated.body).toMatchObject({ id: 1, ...provider, clientSecret: "second-secret" });
  });

  test("sets a field to null that is not required, and refuses it for one that is", async () => {
    await send(xcally, "POST", path, provider);
    expect((await send(xcally, "PUT", `${path}/1`, { tenantId: null })).body).toMatchObject({
      tenantId: null,
    });
    const refused = await send(xcally, "PUT", `${path}/1`, { name: null });
    expect(refused.status).toBe(422);
    expect(refused.body).toEqual({ message: "notNull Violation: CloudProvider.name cannot be null" });
  });

  test("keeps its own name, but does not take that of another", async () => {
    await send(xcally, "POST", path, provider);
    await send(xcally, "POST", path, { ...provider, name: "sales" });
    expect((await send(xcally, "PUT", `${path}/1`, { name: "support" })).status).toBe(200);
    expect((await send(xcally, "PUT", `${path}/1`, { name: "sales" })).status).toBe(409);
  });
});

describe("delete", () => {
  test("answers 204 without a body, and never gives the id again", async () => {
    await send(xcally, "POST", path, provider);
    expect(await send(xcally, "DELETE", `${path}/1`)).toMatchObject({ status: 204, body: "" });
    expect((await send(xcally, "GET", `${path}/1`)).status).toBe(404);
    expect((await send(xcally, "POST", path, provider)).body).toMatchObject({ id: 2 });
  });

  test("fails on the foreign key while a mail account refers to the record", async () => {
    await send(xcally, "POST", path, provider);
    await send(xcally, "PUT", "/api/mail/accounts/2", { CloudProviderId: 1 });
    const refused = await send(xcally, "DELETE", `${path}/1`);
    expect(refused.status).toBe(500);
    expect(refused.body).toEqual({
      message: expect.stringMatching(
        /^Cannot delete or update a parent row: a foreign key constraint fails .*CloudProviderId/,
      ),
    });
    expect(xcally.state.cloudProviders.list()).toHaveLength(1);

    await send(xcally, "PUT", "/api/mail/accounts/2", { CloudProviderId: null });
    expect((await send(xcally, "DELETE", `${path}/1`)).status).toBe(204);
  });
});

test.each([
  ["GET", "99"],
  ["PUT", "99"],
  ["DELETE", "99"],
  ["GET", "abc"],
])("%s of the unknown id %s answers 404", async (method, id) => {
  const answer = await send(xcally, method, `${path}/${id}`, method === "PUT" ? {} : undefined);
  expect(answer).toMatchObject({ status: 404, body: { message: "Not Found" } });
  expect(xcally.unexpectedRequests).toEqual([]);
});

test("collects every secret that a client wrote, also one that was refused", async () => {
  await send(xcally, "POST", path, provider);
  await send(xcally, "PUT", `${path}/1`, { clientSecret: "second-secret" });
  await send(xcally, "POST", path, { clientSecret: "refused-secret" });
  await send(xcally, "PUT", "/api/mail/accounts/1", { password: "mailbox-password" });
  expect(xcally.receivedSecrets).toEqual([
    "first-secret",
    "second-secret",
    "refused-secret",
    "mailbox-password",
  ]);
});
