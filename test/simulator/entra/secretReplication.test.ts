import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { setTimeout as wait } from "node:timers/promises";
import { startEntraSimulator } from "../../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";
import {
  addPassword,
  createApplication,
  createServicePrincipal,
  requestToken,
  signIn,
} from "./graphClient.ts";

const start = new Date("2027-01-01T00:00:00Z");
let now = start;
let simulator: EntraSimulator;
let application: { id: string; appId: string };
beforeEach(async () => {
  now = start;
  simulator = await startEntraSimulator({ now: () => now });
  const graph = await signIn(simulator);
  application = await createApplication(graph);
  await createServicePrincipal(graph, application.appId);
});
afterEach(() => simulator.close());

const newSecret = async (validity = {}): Promise<string> =>
  (await addPassword(await signIn(simulator), application.id, validity)).secretText;

/** The outcomes of so many requests with the secret. */
async function outcomes(secret: string, times: number): Promise<unknown[]> {
  const before = simulator.tokenRequests.length;
  for (let time = 0; time < times; time++) {
    await requestToken(simulator, { client_id: application.appId, client_secret: secret });
  }
  return simulator.tokenRequests.slice(before).map(({ outcome }) => outcome);
}

describe("a new secret", () => {
  test("becomes known by the clock of the process too, where the stand-in's own is held still", async () => {
    simulator.switches.secretDelayMs = 100;
    const secret = await newSecret();
    await wait(150);
    expect(now).toBe(start);
    expect(await outcomes(secret, 1)).toEqual(["ok"]);
  });

  test("is refused by every other of the first requests, and then by none", async () => {
    simulator.switches.flakySecretRequests = 5;
    const secret = await newSecret();
    expect(await outcomes(secret, 8)).toEqual([7000215, "ok", 7000215, "ok", 7000215, "ok", "ok", "ok"]);
  });

  test("is flaky only after its delay", async () => {
    Object.assign(simulator.switches, { secretDelayMs: 3_600_000, flakySecretRequests: 2 });
    const secret = await newSecret();
    expect(await outcomes(secret, 3)).toEqual([7000215, 7000215, 7000215]);
    now = new Date(start.getTime() + 3_600_000);
    expect(await outcomes(secret, 3)).toEqual([7000215, "ok", "ok"]);
  });

  test("leaves those that were there before as they were", async () => {
    const old = await newSecret();
    simulator.switches.flakySecretRequests = 4;
    await newSecret();
    expect(await outcomes(old, 2)).toEqual(["ok", "ok"]);
  });
});

test("token requests are recorded with client, time and outcome, and no secret", async () => {
  const secret = await newSecret({ endDateTime: "2027-02-01T00:00:00Z" });
  simulator.reset();
  await requestToken(simulator);
  now = new Date("2027-02-01T00:00:00Z");
  await requestToken(simulator, { client_id: "unknown", client_secret: secret });
  await requestToken(simulator, { client_id: undefined });
  expect(simulator.tokenRequests).toEqual([
    { clientId: simulator.deployer.clientId, at: start, outcome: "ok" },
    { clientId: "unknown", at: now, outcome: 700016 },
    { clientId: undefined, at: now, outcome: 900144 },
  ]);
});

test("a secret ends by the clock that the test turns", async () => {
  const secret = await newSecret({ endDateTime: "2027-02-01T00:00:00Z" });
  expect(await outcomes(secret, 1)).toEqual(["ok"]);
  now = new Date("2027-02-01T00:00:00Z");
  expect(await outcomes(secret, 1)).toEqual([7000222]);
});
