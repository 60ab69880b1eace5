import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { startEntraSimulator } from "../../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";
import { addPassword, createApplication, graphError, signIn } from "./graphClient.ts";
import type { GraphClient } from "./graphClient.ts";

let simulator: EntraSimulator;
let graph: GraphClient;
beforeEach(async () => {
  simulator = await startEntraSimulator({ now: () => new Date("2027-01-01T00:00:00Z") });
  graph = await signIn(simulator);
});
afterEach(() => simulator.close());

test("a secret is shown once, and only its hint after that", async () => {
  const { id } = await createApplication(graph);
  const answer = await graph.post(`/applications/${id}/addPassword`, {
    passwordCredential: { displayName: "slot 0", endDateTime: "2027-07-01T02:00:00+02:00" },
  });
  expect(answer.status).toBe(200);
  const { secretText, keyId } = answer.body as { secretText: string; keyId: string };
  expect(secretText).toMatch(/^.{3}8Q~.{34}$/);
  const credential = {
    customKeyIdentifier: null,
    displayName: "slot 0",
    startDateTime: "2027-01-01T00:00:00Z",
    endDateTime: "2027-07-01T00:00:00Z",
    hint: secretText.slice(0, 3),
    keyId,
  };
  expect(answer.body).toMatchObject({ ...credential, secretText });

  const read = await graph.get(`/applications/${id}`);
  expect(read.body).toMatchObject({ passwordCredentials: [{ ...credential, secretText: null }] });
  expect(JSON.stringify(simulator.state.applications)).not.toContain(secretText);
  expect(simulator.issuedSecrets).toEqual([simulator.deployer.clientSecret, secretText]);
});

test("a secret holds for two years unless it says otherwise", async () => {
  const { id } = await createApplication(graph);
  const answer = await graph.post(`/applications/${id}/addPassword`, {});
  expect(answer.body).toMatchObject({
    startDateTime: "2027-01-01T00:00:00Z",
    endDateTime: "2029-01-01T00:00:00Z",
    displayName: null,
  });
});

test("every secret is another one", async () => {
  const { id } = await createApplication(graph);
  const first = await addPassword(graph, id);
  const second = await addPassword(graph, id);
  expect(second.secretText).not.toBe(first.secretText);
  expect(second.keyId).not.toBe(first.keyId);
});

test("a secret is removed by its id, once", async () => {
  const { id } = await createApplication(graph);
  const first = await addPassword(graph, id);
  const second = await addPassword(graph, id);
  const remove = () => graph.post(`/applications/${id}/removePassword`, { keyId: first.keyId });
  expect((await remove()).status).toBe(204);
  expect((await remove()).status).toBe(400);
  expect((await graph.get(`/applications/${id}`)).body).toMatchObject({
    passwordCredentials: [{ keyId: second.keyId }],
  });
});

test("an application for personal accounts has at most two secrets", async () => {
  const { id } = await createApplication(graph, { signInAudience: "AzureADandPersonalMicrosoftAccount" });
  await addPassword(graph, id);
  const { keyId } = await addPassword(graph, id);
  const third = await graph.post(`/applications/${id}/addPassword`, {});
  expect(third.status).toBe(400);
  expect(third.body).toMatchObject({
    error: {
      code: "TooManyAppPasswords",
      message: "Not allowed to add 3 passwords. You can only add a maximum of 2 passwords.",
      details: [{ target: "passwordCredentials", code: "TooManyAppPasswords" }],
    },
  });
  await graph.post(`/applications/${id}/removePassword`, { keyId });
  await addPassword(graph, id);
});

test.each([
  ["ends before it starts", { endDateTime: "2026-12-31T00:00:00Z" }],
  ["ends when it starts", { startDateTime: "2027-02-01T00:00:00Z", endDateTime: "2027-02-01T00:00:00Z" }],
  ["has a date that is none", { endDateTime: "tomorrow" }],
  ["brings its own value", { secretText: "hunter2" }],
])("a secret is refused when it %s", async (_what, passwordCredential) => {
  const { id } = await createApplication(graph);
  const answer = await graph.post(`/applications/${id}/addPassword`, { passwordCredential });
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual(graphError("Request_BadRequest", /./));
  expect(simulator.issuedSecrets).toHaveLength(1);
});

test("an application may be created together with a secret", async () => {
  const { body } = await graph.post("/applications", {
    displayName: "XCALLY support",
    passwordCredentials: [{ displayName: "first", endDateTime: "2028-01-01T00:00:00Z" }],
  });
  expect(body).toMatchObject({
    passwordCredentials: [{ displayName: "first", secretText: simulator.issuedSecrets[1] }],
  });
});
