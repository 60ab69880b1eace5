import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { startEntraSimulator, type EntraSimulator } from "../../../simulator/entra/index.ts";
import { startXcallySimulator, type XcallySimulator } from "../../../simulator/xcally/index.ts";
import { cloudProviderResource } from "../../../xcally/provider/cloudProvider.ts";
import { quick } from "../../entra/tokenServer.ts";
import {
  addPassword,
  createApplication,
  createServicePrincipal,
  signIn,
} from "../../simulator/entra/graphClient.ts";
import { rejection } from "../../support/rejection.ts";
import { open } from "./open.ts";
import { cloudProviderInputs, mailbox } from "./records.ts";

let entra: EntraSimulator;
let xcally: XcallySimulator;
let application: { id: string; appId: string };
beforeAll(async () => {
  [entra, xcally] = await Promise.all([startEntraSimulator(), startXcallySimulator()]);
});
beforeEach(async () => {
  const graph = await signIn(entra);
  application = await createApplication(graph);
  await createServicePrincipal(graph, application.appId);
});
afterEach(() => {
  entra.reset();
  xcally.reset();
});
afterAll(async () => {
  await Promise.all([entra.close(), xcally.close()]);
});

const resource = (
  proof: object = {},
  session = open(xcally, { proof: JSON.stringify(proof) }, { proof: quick }, entra.environment),
) => cloudProviderResource(session);
const inputsOf = async () => {
  const graph = await signIn(entra);
  const { secretText, keyId } = await addPassword(graph, application.id, {
    endDateTime: "2027-05-01T00:00:00Z",
  });
  return {
    ...cloudProviderInputs(xcally),
    tenantId: entra.tenantId,
    clientId: application.appId,
    clientSecret: secretText,
    secretKeyId: keyId,
    secretExpires: "2027-05-01T00:00:00Z",
  };
};
const inXcally = () => xcally.state.cloudProviders.get(1)?.clientSecret;
const outcomes = () =>
  entra.tokenRequests.filter(({ clientId }) => clientId === application.appId).map(({ outcome }) => outcome);
const never = { clientSecret: "sentinel-of-a-secret-that-never-works", secretKeyId: "newer" };

describe("a new secret", () => {
  test("is written only when every server knows it", async () => {
    entra.switches.flakySecretRequests = 4;
    const inputs = await inputsOf();
    await resource().create(inputs);
    expect(outcomes()).toEqual([7000215, "ok", 7000215, "ok", "ok", "ok"]);
    expect(inXcally()).toBe(inputs.clientSecret);
  });

  test("that never works is not written: nothing is made for a mailbox that has none yet", async () => {
    const inputs = { ...(await inputsOf()), ...never };
    const { message } = await rejection(resource({ deadlineSeconds: 0.3 }).create(inputs));
    expect(message).toMatch(
      new RegExp(
        `^Could not prove the client secret of application ${application.appId} in tenant ${entra.tenantId}: .*AADSTS7000215`,
      ),
    );
    expect(message).toMatch(
      /\. Mailbox support \(support@contoso\.com\) is not connected yet; the next pulumi up tries again\.$/,
    );
    expect(message).not.toContain("sentinel");
    expect(xcally.requests).toEqual([]);
  });

  test("that never works leaves the old one in XCALLY, and the message says which one, and until when", async () => {
    const inputs = await inputsOf();
    await resource().create(inputs);
    const requests = xcally.requests.length;
    const update = resource({ deadlineSeconds: 0.3 }).update?.("1", inputs, { ...inputs, ...never });
    const { message } = await rejection(update);
    expect(message).toContain(
      `. Mailbox ${mailbox} keeps running on the secret ${inputs.secretKeyId} until 2027-05-01T00:00:00Z; the next pulumi up tries again.`,
    );
    expect(message).not.toContain("sentinel");
    expect(message).not.toContain(inputs.clientSecret);
    expect(inXcally()).toBe(inputs.clientSecret);
    expect(xcally.requests).toHaveLength(requests);
  });

  test("is proved again by the next try of the same process, not remembered as refused", async () => {
    const inputs = await inputsOf();
    const path = `/${entra.tenantId}/oauth2/v2.0/token`;
    entra.faults.once(
      "beforeHandler",
      { path },
      { kind: "answer", status: 400, body: { error: "invalid_request" } },
    );
    const once = resource({ answersInARow: 1 });
    await rejection(once.create(inputs));
    await once.create(inputs);
    expect(inXcally()).toBe(inputs.clientSecret);
  });

  test("is proved once in a process, however often it is handed over", async () => {
    const inputs = await inputsOf();
    const proved = resource({ answersInARow: 2 });
    await proved.create(inputs);
    const older = { ...inputs, clientSecret: "older" };
    await Promise.all([proved.update?.("1", older, inputs), proved.update?.("1", older, inputs)]);
    expect(outcomes()).toEqual(["ok", "ok"]);
  });

  test("is handed over unproved where no proof is required", async () => {
    const inputs = { ...(await inputsOf()), ...never };
    await resource({ required: false }).create(inputs);
    expect(inXcally()).toBe(never.clientSecret);
    expect(outcomes()).toEqual([]);
  });

  test("in a cloud that cannot be made out is not written", async () => {
    const session = open(xcally, { proof: "{}" }, {}, { ARM_ENVIRONMENT: "mars" });
    const { message } = await rejection(resource({}, session).create(await inputsOf()));
    expect(message).toContain(
      `Could not create the Cloud Provider of mailbox ${mailbox}: ARM_ENVIRONMENT is "mars"`,
    );
    expect(xcally.requests).toEqual([]);
  });
});

test("a secret that XCALLY has already is not proved again when something else changes", async () => {
  const inputs = await inputsOf();
  await resource({ required: false }).create(inputs);
  await resource().update?.("1", inputs, { ...inputs, name: "Renamed" });
  expect(xcally.state.cloudProviders.get(1)?.name).toBe("Renamed [0123456789abcdef]");
  expect(outcomes()).toEqual([]);
});

test("the time of a proof is not taken from the time for XCALLY", async () => {
  entra.switches.secretDelayMs = 700;
  const session = open(
    xcally,
    { proof: "{}", connection: '{"deadlineSeconds":0.6}' },
    { proof: quick },
    entra.environment,
  );
  const inputs = await inputsOf();
  await resource({}, session).create(inputs);
  expect(inXcally()).toBe(inputs.clientSecret);
});
