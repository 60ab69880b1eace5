import { afterAll, beforeAll, expect } from "@jest/globals";
import { findDovecot } from "../../../../simulator/mail/index.ts";
import type { MailServer } from "../../../../simulator/mail/index.ts";
import { startSimulators } from "../../../../simulator/start.ts";
import type { SimulatorOptions, Simulators } from "../../../../simulator/start.ts";

/** Stand-ins of which the mail servers run. */
export type WithMail = Simulators & { readonly mail: MailServer };

/** Stand-ins with mail servers for all tests of a file, started only where Dovecot is. */
export function simulatorsForAll(options: SimulatorOptions = {}): () => WithMail {
  let started: Simulators | undefined;
  beforeAll(async () => {
    if (!findDovecot().found) return;
    started = await startSimulators({ entraMetadata: 0, entra: 0, xcally: 0 }, { mail: true, ...options });
  }, 60_000);
  afterAll(async () => {
    await started?.close();
    expect([started?.entra, started?.xcally].flatMap((each) => each?.unexpectedRequests)).toEqual(
      started ? [] : [undefined, undefined],
    );
  });
  return () => {
    const { mail } = started ?? {};
    if (!started || !mail) throw new Error("The stand-ins have not started.");
    return { ...started, mail };
  };
}
