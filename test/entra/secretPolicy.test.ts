import { describe, expect, test } from "@jest/globals";
import { secretPolicySchema, secretRefusal } from "../../entra/secretPolicy.ts";

const at = (text: string) => new Date(text);
const policyOf = (...passwordCredentials: readonly object[]) => ({
  isEnabled: true,
  applicationRestrictions: { passwordCredentials, keyCredentials: [] },
});
const lifetime = (maxLifetime: string, more: object = {}) => ({
  restrictionType: "passwordLifetime",
  maxLifetime,
  restrictForAppsCreatedAfterDateTime: null,
  state: "enabled",
  ...more,
});
const refusalOf = (policy: object, lifetimeDays: number, applicationCreated = at("2026-11-24T00:00:00Z")) =>
  secretRefusal(secretPolicySchema.parse(policy), { applicationCreated, lifetimeDays });

describe("the tenant's rules for client secrets", () => {
  test.each([
    ["P90D", 90, 91],
    ["P4W", 28, 29],
    ["P89DT24H", 90, 91],
    ["PT4320M", 3, 4],
  ])("a lifetime of %s allows %i days and no more", (duration, allowed, tooLong) => {
    expect(refusalOf(policyOf(lifetime(duration)), allowed)).toBeUndefined();
    expect(refusalOf(policyOf(lifetime(duration)), tooLong)).toMatchObject({
      code: "CredentialInvalidLifetimeAsPerAppPolicy",
    });
  });

  test("the shortest of several lifetimes counts, and the advice is to keep to it", () => {
    const policy = policyOf(lifetime("P120D"), lifetime("P60D"));
    expect(refusalOf(policy, 90)?.action).toContain("set secret.lifetimeDays to 60 or less");
  });

  test("a tenant that forbids secrets refuses even short ones", () => {
    const policy = policyOf({ restrictionType: "passwordAddition", maxLifetime: null, state: "enabled" });
    expect(refusalOf(policy, 15)).toMatchObject({ code: "CredentialTypeNotAllowedAsPerAppPolicy" });
  });

  test.each([
    ["is not enabled", { ...policyOf(lifetime("P1D")), isEnabled: false }],
    ["has its restriction switched off", policyOf(lifetime("P1D", { state: "disabled" }))],
    ["is about other credentials", policyOf({ restrictionType: "symmetricKeyLifetime", maxLifetime: "P1D" })],
    ["has a lifetime in months, whose length varies", policyOf(lifetime("P3M"))],
    ["says nothing of applications", { isEnabled: true }],
  ])("a policy that %s refuses nothing", (_what, policy) => {
    expect(refusalOf(policy, 180)).toBeUndefined();
  });

  test("applications that are older than the rule are let off", () => {
    const policy = policyOf(
      lifetime("P30D", { restrictForAppsCreatedAfterDateTime: "2026-06-01T00:00:00Z" }),
    );
    expect(refusalOf(policy, 180, at("2026-05-31T00:00:00Z"))).toBeUndefined();
    expect(refusalOf(policy, 180, at("2026-06-01T00:00:00Z"))).toBeDefined();
  });
});
