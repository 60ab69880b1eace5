import { describe, expect, test } from "@jest/globals";
import { inspect } from "node:util";
import { aadstsCodes, explainCode } from "../../entra/aadsts.ts";
import type { Actor, FailureKind } from "../../entra/explanation.ts";
import { advice } from "../../entra/explanation.ts";
import { proveSecret } from "../../entra/proof.ts";
import { ProofError } from "../../entra/proofError.ts";
import { rejection } from "../support/rejection.ts";
import { oneSentence, quick, refusal, secret, startTokenServer } from "./tokenServer.ts";

const expected: readonly (readonly [number, FailureKind, Actor])[] = [
  [7000215, "wrongSecret", "deployer"],
  [7000222, "expired", "deployer"],
  [7000218, "secretMissing", "deployer"],
  [700025, "badRequest", "deployer"],
  [700016, "applicationMissing", "deployer"],
  [7000229, "applicationMissing", "deployer"],
  [7000112, "applicationDisabled", "administrator"],
  [90002, "tenantMissing", "deployer"],
  [900023, "tenantMissing", "deployer"],
  [53003, "policy", "administrator"],
  [70011, "scope", "deployer"],
  [1002012, "scope", "deployer"],
  [500011, "resourceMissing", "administrator"],
  [900144, "badRequest", "deployer"],
  [90033, "unavailable", "deployer"],
  [90006, "unavailable", "deployer"],
  [90055, "throttled", "deployer"],
  [50196, "throttled", "deployer"],
  [50076, "policy", "personSigningIn"],
  [50079, "policy", "personSigningIn"],
  [65001, "consentMissing", "administrator"],
  [65004, "consentMissing", "administrator"],
  [90094, "consentMissing", "administrator"],
  [50034, "user", "administrator"],
  [50020, "user", "administrator"],
  [50057, "user", "administrator"],
  [50053, "user", "administrator"],
  [50126, "user", "administrator"],
  [50105, "user", "administrator"],
  [70008, "signInEnded", "personSigningIn"],
  [700082, "signInEnded", "personSigningIn"],
  [700084, "signInEnded", "personSigningIn"],
  [70043, "signInEnded", "personSigningIn"],
  [50173, "signInEnded", "personSigningIn"],
  [70000, "signInEnded", "personSigningIn"],
  [54005, "signInEnded", "personSigningIn"],
  [9002313, "signInEnded", "personSigningIn"],
  [50011, "redirectUri", "deployer"],
  [50194, "tenantMissing", "deployer"],
  [650053, "scope", "deployer"],
  [28000, "scope", "deployer"],
  [700211, "badRequest", "administrator"],
  [700212, "badRequest", "administrator"],
  [700213, "badRequest", "administrator"],
  [7002138, "badRequest", "administrator"],
  [70021, "badRequest", "administrator"],
  [700024, "expired", "deployer"],
  [700027, "badRequest", "deployer"],
  [50027, "badRequest", "deployer"],
];

test("every code of the table has its row here, and no code two", () => {
  expect([...aadstsCodes.keys()].sort()).toEqual(expected.map(([code]) => code).sort());
});

describe.each(expected)("AADSTS%i", (code, kind, who) => {
  test(`is ${kind}, about which the ${who} can do something`, () => {
    expect(explainCode(code, "")).toMatchObject({ kind, who });
  });

  test("becomes one sentence that names the code, the application and the tenant, and holds no secret", async () => {
    const server = await startTokenServer(refusal(code, `You sent '${secret}'. And more.`));
    const proof = proveSecret({
      cloud: server.cloud,
      tenantId: "contoso.onmicrosoft.com",
      clientId: "client-1",
      clientSecret: secret,
      policy: { ...quick, deadlineMs: 20 },
      environment: {},
    });
    const error = await rejection(proof);
    await server.close();
    expect(error).toBeInstanceOf(ProofError);
    expect(error).toMatchObject({ name: "ProofError", code, kind });
    expect(error.message).toMatch(oneSentence);
    expect(error.message).toContain(`AADSTS${code},`);
    expect(error.message).toContain("application client-1 in tenant contoso.onmicrosoft.com: ");
    expect(error.message).toContain(advice(explainCode(code, "")));
    expect(inspect(error)).not.toContain("hunter2");
  });
});

test("whoever can do something is asked to", () => {
  expect(advice({ who: "deployer", action: "do it" })).toBe("do it");
  expect(advice({ who: "administrator", action: "do it" })).toBe(
    "ask an administrator of the tenant to do it",
  );
  expect(advice({ who: "personSigningIn", action: "do it" })).toBe(
    "ask the person who signs in to the mailbox to do it",
  );
});

test("a code that nobody knows says so with Entra ID's own first sentence and where to look it up", () => {
  expect(explainCode(7654321, "Something new.")).toEqual({
    kind: "unknown",
    meaning: 'Entra ID refused, saying "Something new."',
    action: "look up https://login.microsoftonline.com/error?code=7654321",
    who: "deployer",
  });
  expect(explainCode(undefined, "").meaning).toBe("Entra ID refused, without saying why");
});
