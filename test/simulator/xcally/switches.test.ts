import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { startXcallySimulator } from "../../../simulator/xcally/index.ts";
import type { XcallySimulator } from "../../../simulator/xcally/index.ts";
import { list, provider, send } from "./send.ts";

let xcally: XcallySimulator;

beforeAll(async () => {
  xcally = await startXcallySimulator();
});
beforeEach(() => {
  xcally.reset();
});
afterAll(() => xcally.close());

describe("secrets in answers", () => {
  const path = "/api/cloudProviders";

  /** Every way in which a client can see a Cloud Provider. */
  const sightings = async (): Promise<unknown[]> => {
    const created = await send(xcally, "POST", path, provider);
    const updated = await send(xcally, "PUT", `${path}/1`, {});
    const read = await send(xcally, "GET", `${path}/1`);
    const listed = await list(xcally, path);
    await send(xcally, "PUT", "/api/mail/accounts/1", { CloudProviderId: 1 });
    const included = await list(xcally, "/api/mail/accounts?id=1&includeAll=true");
    return [created.body, updated.body, read.body, listed.rows[0], included.rows[0]?.["CloudProvider"]];
  };

  test.each([
    ["no", "first-secret"],
    ["stars", "********"],
    ["null", null],
  ] as const)("with the switch on %s are %j", async (maskSecrets, shown) => {
    xcally.switches.maskSecrets = maskSecrets;
    const seen = await sightings();
    expect(seen).toHaveLength(5);
    for (const record of seen) expect(record).toHaveProperty("clientSecret", shown);
    expect(xcally.state.cloudProviders.get(1)?.clientSecret).toBe("first-secret");
  });

  test("with the switch on omit are not there", async () => {
    xcally.switches.maskSecrets = "omit";
    const seen = await sightings();
    expect(seen).toHaveLength(5);
    for (const record of seen) {
      expect(record).not.toHaveProperty("clientSecret");
      expect(record).toHaveProperty("clientId", provider.clientId);
    }
  });

  test("that were never set are null behind stars too", async () => {
    xcally.switches.maskSecrets = "stars";
    const created = await send(xcally, "POST", path, { ...provider, clientSecret: null });
    expect(created.body).toMatchObject({ clientSecret: null });
  });

  test("of mail accounts are masked alike", async () => {
    xcally.switches.maskSecrets = "stars";
    expect((await send(xcally, "GET", "/api/mail/accounts/1")).body).toMatchObject({ password: "********" });
  });
});

test("a server may add fields, one of which differs at every reading", async () => {
  xcally.switches.extraFields = true;
  const first = await send(xcally, "GET", "/api/mail/accounts/1");
  const second = await send(xcally, "GET", "/api/mail/accounts/1");
  expect(first.body).toMatchObject({
    UserId: 1,
    data1: null,
    Owner: { id: 1 },
    revision: expect.any(String),
  });
  expect(first.body).not.toEqual(second.body);
});

test("a slow server keeps a request waiting, each by the switch at its time", async () => {
  xcally.switches.latencyMs = 60_000;
  const arrival = new Promise<void>((resolve) => {
    const when = (): boolean => {
      resolve();
      return false;
    };
    xcally.faults.once("beforeHandler", { path: "/api/slow", when }, { kind: "drop" });
  });
  const client = new AbortController();
  const slow = fetch(`${xcally.url}/api/slow`, { signal: client.signal });
  await arrival;

  xcally.switches.latencyMs = 0;
  await send(xcally, "GET", "/api/mail/accounts");
  expect(xcally.requests.map(({ path }) => path)).toEqual(["/api/mail/accounts"]);
  client.abort();
  await expect(slow).rejects.toThrow("aborted");
});

describe("a server with other names", () => {
  beforeEach(() => {
    xcally.switches.cloudProviderFields = { clientId: "client_id", clientSecret: "secret" };
    xcally.switches.routes = { cloudProviders: "/mail/providers", mailAccounts: "/mailboxes" };
    xcally.switches.associationField = "ProviderId";
  });

  test("takes and answers them", async () => {
    const { clientId, clientSecret, ...rest } = provider;
    const body = { ...rest, client_id: clientId, secret: clientSecret };
    const created = await send(xcally, "POST", "/api/mail/providers", body);
    expect(created).toMatchObject({ status: 201, body });
    expect(xcally.state.cloudProviders.get(1)).toMatchObject(provider);
    expect(xcally.receivedSecrets).toEqual(["first-secret"]);

    const linked = await send(xcally, "PUT", "/api/mailboxes/1", { ProviderId: 1 });
    expect(linked.body).toMatchObject({ ProviderId: 1 });
    expect(linked.body).not.toHaveProperty("CloudProviderId");
    expect((await list(xcally, "/api/mailboxes?ProviderId=1")).count).toBe(1);
  });

  test("knows the usual ones no more", async () => {
    const created = await send(xcally, "POST", "/api/mail/providers", provider);
    expect(created.body).toMatchObject({ name: "support", client_id: null, secret: null });
    expect((await send(xcally, "GET", "/api/cloudProviders")).status).toBe(404);
    expect((await send(xcally, "GET", "/api/mail/accounts")).status).toBe(404);
  });

  test("masks the secret under its own name", async () => {
    xcally.switches.maskSecrets = "stars";
    const created = await send(xcally, "POST", "/api/mail/providers", { ...provider, secret: "s" });
    expect(created.body).toMatchObject({ secret: "********" });
  });
});
