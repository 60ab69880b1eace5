import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { defaultPassword, secondFactorCode } from "../../../simulator/entra/index.ts";
import { signInByForms } from "../../../simulator/person/signInByForms.ts";
import { startSimulators } from "../../../simulator/start.ts";
import type { Simulators } from "../../../simulator/start.ts";
import { findChromium } from "../../support/chromium/find.ts";
import { signInWithChromium } from "../../support/chromium/signIn.ts";
import { connectMailbox } from "../xcally/connectMailbox.ts";

const chromium = findChromium();
const support = { loginfmt: "support@contoso.com", passwd: defaultPassword };
const timeoutMs = 60_000;

let simulators: Simulators;
beforeEach(async () => {
  simulators = await startSimulators({ entraMetadata: 0, entra: 0, xcally: 0 });
});
afterEach(async () => {
  await simulators.close();
  expect(simulators.entra.unexpectedRequests).toEqual([]);
});

describe.each([
  ["page by page", signInByForms],
  ["with Chromium", signInWithChromium],
])("a person who signs in %s", (way, signIn) => {
  const missing = way === "with Chromium" && !chromium.found ? chromium.reason : undefined;
  const testHere = (name: string, run: () => Promise<void>) => {
    if (missing === undefined) test(name, run, timeoutMs);
    else test.skip(`${name} (${missing})`, run);
  };

  testHere("goes from XCALLY to Entra ID and back", async () => {
    const { cloudProviderId } = await connectMailbox(simulators, "support@contoso.com");
    const ending = await signIn(simulators, cloudProviderId, support);
    expect(ending).toEqual({ at: "XCALLY", heading: "Signed in", alert: undefined });
    expect(simulators.xcally.state.signIns.of(cloudProviderId)).toBeDefined();
  });

  testHere("enters a second factor, and consents where nobody has", async () => {
    simulators.entra.account("support@contoso.com").secondFactor = "required";
    const mailbox = await connectMailbox(simulators, "support@contoso.com", { consentOn: [] });
    const person = { ...support, otc: secondFactorCode };
    expect(await signIn(simulators, mailbox.cloudProviderId, { ...person, decision: "cancel" })).toEqual({
      at: "XCALLY",
      heading: "Sign-in failed",
      alert: expect.stringMatching(/^AADSTS65004: User declined to consent/),
    });
    expect(await signIn(simulators, mailbox.cloudProviderId, person)).toMatchObject({ heading: "Signed in" });
    expect(simulators.entra.state.grants.map(({ consentType }) => consentType)).toContain("Principal");
  });

  testHere("reads at Entra ID what went wrong", async () => {
    const { cloudProviderId } = await connectMailbox(simulators, "support@contoso.com");
    expect(await signIn(simulators, cloudProviderId, { ...support, passwd: "wrong" })).toEqual({
      at: "Entra ID",
      heading: "Sign in",
      alert: "AADSTS50126: Error validating credentials due to invalid username or password.",
    });
  });
});
