import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { explainPolicyError } from "../../entra/policyErrors.ts";
import { startEntraSimulator } from "../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../simulator/entra/index.ts";
import { createApplication, signIn } from "../simulator/entra/graphClient.ts";
import { oneSentence } from "./tokenServer.ts";

let simulator: EntraSimulator;
beforeEach(async () => {
  simulator = await startEntraSimulator();
});
afterEach(() => simulator.close());

async function refusedAddPassword(): Promise<string> {
  const graph = await signIn(simulator);
  const { id } = await createApplication(graph);
  return JSON.stringify((await graph.post(`/applications/${id}/addPassword`, {})).body);
}

test("a lifetime that the tenant does not allow leads to the settings, and to the administrator", async () => {
  simulator.switches.maxSecretLifetimeDays = 90;
  const error = explainPolicyError(await refusedAddPassword());
  expect(error).toMatchObject({
    code: "CredentialInvalidLifetimeAsPerAppPolicy",
    policyId: "00000000-0000-0000-0000-000000000000",
    who: "deployer",
  });
  expect(error?.message).toMatch(oneSentence);
  for (const setting of ["secret.lifetimeDays", "secret.everyDays", "secret.graceDays", "passwordLifetime"]) {
    expect(error?.message).toContain(setting);
  }
  expect(error?.message).toContain("or ask an administrator of the tenant to raise ");
});

test("a tenant without client secrets leads to its administrator", async () => {
  simulator.switches.secretsForbidden = true;
  const error = explainPolicyError(await refusedAddPassword());
  expect(error).toMatchObject({ code: "CredentialTypeNotAllowedAsPerAppPolicy", who: "administrator" });
  expect(error?.message).toMatch(oneSentence);
  expect(error?.message).toContain(
    "no setting of this stack can change that; ask an administrator of the tenant to ",
  );
  expect(error?.message).toContain("passwordAddition");
});

test("the message of another program that repeats Graph's code is understood, also without the policy's id", () => {
  const text =
    "Adding password: unexpected status 400 (400 Bad Request) with error: CredentialTypeNotAllowedAsPerAppPolicy: Credential type not allowed.";
  expect(explainPolicyError(text)).toMatchObject({ policyId: undefined });
  expect(explainPolicyError(text)?.message).toContain("The tenant's app management policy forbids ");
});

test("other errors are not explained", async () => {
  expect(explainPolicyError("Authorization_RequestDenied")).toBeUndefined();
  expect(explainPolicyError(await refusedAddPassword())).toBeUndefined();
});
