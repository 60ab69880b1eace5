import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { setTimeout as wait } from "node:timers/promises";
import { startSimulators, type Simulators } from "../../../simulator/start.ts";
import { addPassword, createApplication, createServicePrincipal, signIn } from "../entra/graphClient.ts";

const now = new Date("2027-01-01T00:00:00Z");
let simulators: Simulators;
let secret: string;
/** The id of a Cloud Provider that a mail account signs in with. */
let id: number;
beforeEach(async () => {
  simulators = await startSimulators({ entraMetadata: 0, entra: 0, xcally: 0 }, { now: () => now });
  const graph = await signIn(simulators.entra);
  const application = await createApplication(graph, { displayName: "Mail" });
  await createServicePrincipal(graph, application.appId);
  secret = (await addPassword(graph, application.id, {})).secretText;
  const { cloudProviders, mailAccounts } = simulators.xcally.state;
  const provider = {
    service: "Microsoft Azure",
    type: "Outlook365",
    clientId: application.appId,
    tenantId: simulators.entra.tenantId,
    redirectUri: null,
  };
  cloudProviders.create({ ...provider, name: "unused", clientSecret: "wrong" });
  id = cloudProviders.create({ ...provider, name: "used", clientSecret: secret }).id;
  mailAccounts.update(1, { cloudProviderId: id });
});
afterEach(() => simulators.close());

const hold = (clientSecret: string) => simulators.xcally.state.cloudProviders.update(id, { clientSecret });
const refused = () => ({ at: now, cloudProviderId: id, status: 401, code: 7000215 });

describe("XCALLY's use of the secrets that it holds", () => {
  test("asks Entra ID for a token for each Cloud Provider that a mail account signs in with, and no other", async () => {
    expect(await simulators.tokenRefresh.refreshTokens()).toEqual([]);
    expect(simulators.tokenRefresh.requests).toBe(1);
    expect(simulators.entra.tokenRequests.at(-1)).toMatchObject({ outcome: "ok" });
  });

  test("records a refusal with its time, Cloud Provider and code", async () => {
    hold("wrong");
    expect(await simulators.tokenRefresh.refreshTokens()).toEqual([refused()]);
    expect(simulators.tokenRefresh.refusals).toEqual([refused()]);
    simulators.tokenRefresh.clear();
    expect(simulators.tokenRefresh.refusals).toEqual([]);
  });

  test("records an answer that is no refusal of Entra ID's with its status alone", async () => {
    simulators.entra.faults.once("beforeHandler", {}, { kind: "answer", status: 503 });
    expect(await simulators.tokenRefresh.refreshTokens()).toEqual([
      { ...refused(), status: 503, code: undefined },
    ]);
  });

  test("goes on by itself until it is stopped, so a secret that is refused for a moment is seen", async () => {
    const stop = simulators.tokenRefresh.keepRefreshing(1);
    await wait(50);
    hold("wrong");
    while (simulators.tokenRefresh.refusals.length === 0) await wait(1);
    hold(secret);
    await stop();
    const { requests } = simulators.tokenRefresh;
    await wait(50);
    expect(simulators.tokenRefresh.requests).toBe(requests);
  });

  test("looks once more when it is stopped", async () => {
    const stop = simulators.tokenRefresh.keepRefreshing(3_600_000);
    while (simulators.entra.tokenRequests.length < 2) await wait(1);
    hold("wrong");
    await stop();
    expect(simulators.tokenRefresh.refusals).toEqual([refused()]);
  });

  test("says when it is stopped that Entra ID could not be reached", async () => {
    const stop = simulators.tokenRefresh.keepRefreshing(1);
    await simulators.close();
    await expect(stop()).rejects.toThrow("fetch failed");
  });
});
