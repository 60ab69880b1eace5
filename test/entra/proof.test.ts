import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { resolveCloud } from "../../entra/cloud.ts";
import { proveSecret } from "../../entra/proof.ts";
import type { ProofPolicy } from "../../entra/proofPolicy.ts";
import { startEntraSimulator } from "../../simulator/entra/index.ts";
import type { EntraOptions, EntraSimulator } from "../../simulator/entra/index.ts";
import {
  addPassword,
  createApplication,
  createServicePrincipal,
  signIn,
} from "../simulator/entra/graphClient.ts";
import { rejection } from "../support/rejection.ts";
import { oneSentence, quick } from "./tokenServer.ts";

const start = new Date("2027-01-01T00:00:00Z");
const later = new Date("2027-06-01T00:00:00Z");
let now: () => Date;
let simulator: EntraSimulator;
let application: { id: string; appId: string; principalId: string };
let secret: string;

async function begin(options: EntraOptions = {}): Promise<void> {
  now = () => start;
  simulator = await startEntraSimulator({ now: () => now(), ...options });
  const graph = await signIn(simulator);
  const created = await createApplication(graph);
  application = { ...created, principalId: await createServicePrincipal(graph, created.appId) };
  secret = (await addPassword(graph, created.id, { endDateTime: "2027-05-01T00:00:00Z" })).secretText;
}

beforeEach(() => begin());
afterEach(() => simulator.close());

async function prove(policy: Partial<ProofPolicy> = {}, clientSecret = secret): Promise<void> {
  const { environment, tenantId } = simulator;
  return proveSecret({
    cloud: await resolveCloud(environment),
    tenantId,
    clientId: application.appId,
    clientSecret,
    policy: { ...quick, ...policy },
    environment,
  });
}

const outcomes = () =>
  simulator.tokenRequests
    .filter(({ clientId }) => clientId === application.appId)
    .map(({ outcome }) => outcome);

describe("a secret proves itself", () => {
  test("by three answers in a row, unless another number is asked for", async () => {
    await prove();
    expect(outcomes()).toEqual(["ok", "ok", "ok"]);
    await prove({ answersInARow: 1 });
    expect(outcomes()).toHaveLength(4);
  });

  test("once the token endpoint has heard of it", async () => {
    await simulator.close();
    await begin({ secretDelayMs: 3_600_000 });
    now = () => (outcomes().length < 4 ? start : new Date(start.getTime() + 3_600_000));
    await prove();
    expect(outcomes()).toEqual([7000215, 7000215, 7000215, 7000215, "ok", "ok", "ok"]);
  });

  test("only when no server is left that does not know it", async () => {
    await simulator.close();
    await begin({ flakySecretRequests: 6 });
    await prove();
    expect(outcomes()).toEqual([7000215, "ok", 7000215, "ok", 7000215, "ok", "ok", "ok"]);
  });

  test("although the token endpoint takes one request a second: it is asked when it says so, not before", async () => {
    simulator.switches.tokenLimit = { requests: 1, seconds: 1 };
    await prove({ answersInARow: 2 });
    expect(outcomes()).toEqual(["ok", "throttled", "ok"]);
  });

  test("although connections drop and the service is in trouble for a while", async () => {
    const path = `/${simulator.tenantId}/oauth2/v2.0/token`;
    simulator.faults.times(2, "beforeHandler", { path }, { kind: "drop" });
    simulator.faults.times(2, "beforeHandler", { path }, { kind: "answer", status: 503 });
    await prove();
    expect(outcomes()).toEqual(["ok", "ok", "ok"]);
    expect(simulator.faults.pending).toBe(0);
  });
});

describe("a secret is refused", () => {
  test("at once when it has expired", async () => {
    now = () => later;
    const error = await rejection(prove());
    expect(error).toMatchObject({ code: 7000222, kind: "expired" });
    expect(error.message).toContain("(AADSTS7000222, 1 request)");
    expect(outcomes()).toEqual([7000222]);
  });

  test("at the deadline when it is still unknown, with how long that was tried", async () => {
    const error = await rejection(prove({ deadlineMs: 1000 }, "hunter2"));
    expect(error).toMatchObject({ code: 7000215, kind: "wrongSecret" });
    expect(error.message).toMatch(oneSentence);
    expect(error.message).toMatch(/\(AADSTS7000215, \d+ requests in \d seconds?\); run the command again /);
    expect(error.message).not.toContain("hunter2");
    expect(outcomes().length).toBeGreaterThan(2);
    expect(new Set(outcomes())).toEqual(new Set([7000215]));
  });

  test("at the deadline when the tenant still does not know its application", async () => {
    await (await signIn(simulator)).delete(`/applications/${application.id}`);
    expect(await rejection(prove({ deadlineMs: 1000 }))).toMatchObject({
      code: 700016,
      kind: "applicationMissing",
    });
    expect(outcomes().length).toBeGreaterThan(2);
  });

  test("at once when the application is disabled, which an administrator must change", async () => {
    const graph = await signIn(simulator);
    await graph.patch(`/servicePrincipals/${application.principalId}`, { accountEnabled: false });
    const error = await rejection(prove());
    expect(error).toMatchObject({ code: 7000112, kind: "applicationDisabled" });
    expect(error.message).toContain("; ask an administrator of the tenant to enable ");
    expect(outcomes()).toEqual([7000112]);
  });
});

test("in another cloud's tenant nothing is tried twice", async () => {
  const cloud = await resolveCloud(simulator.environment);
  const unknown = { cloud, tenantId: "fabrikam.com", clientId: "x", clientSecret: "hunter2", policy: quick };
  const error = await rejection(proveSecret(unknown));
  expect(error).toMatchObject({ code: 90002, kind: "tenantMissing" });
  expect(error.message).toContain("ARM_ENVIRONMENT");
});

test("a policy out of its range is refused before anything is sent", async () => {
  expect(await rejection(prove({ deadlineMs: 3_600_000 }))).toBeInstanceOf(RangeError);
  expect(outcomes()).toEqual([]);
});
