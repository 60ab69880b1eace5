/**
 * `npm run demo`: the main job, on the real engine, stand-ins of Entra ID and XCALLY, and a mail server. Every claim it prints is
 * checked; the exit code is 1 if one does not hold.
 *
 * `npm run demo -- --keep` stops after the mailboxes are connected, says how to look around, and ends with Ctrl-C.
 */
import { parseArgs } from "node:util";
import { installDovecot } from "../../simulator/mail/index.ts";
import { requireTrustByFile } from "../../simulator/platform.ts";
import { startSimulators } from "../../simulator/start.ts";
import { ensureEngine } from "../../tools/engine/index.ts";
import { createClaims } from "./claims.ts";
import { heading } from "./heading.ts";
import { lookAround } from "./lookAround.ts";
import { letMailFlow } from "./mail.ts";
import { preparePulumi } from "./pulumi.ts";
import { connectMailboxes, destroy, runAgain } from "./steps.ts";

try {
  const { keep } = parseArgs({ options: { keep: { type: "boolean", default: false } } }).values;
  requireTrustByFile();
  process.exitCode = await demonstrate(keep);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function demonstrate(keep: boolean): Promise<0 | 1> {
  heading("1. The engine, stand-ins of Entra ID and XCALLY, and a mail server");
  const engine = await ensureEngine({ log: console.log });
  const dovecot = installDovecot(console.log);
  const simulators = await startSimulators(
    { entraMetadata: 0, entra: 0, xcally: 0 },
    { mail: dovecot.found },
  );
  console.log(`Entra ID and Microsoft Graph at ${simulators.entra.url}, XCALLY at ${simulators.xcally.url}`);
  const pulumi = await preparePulumi(engine, simulators.environment);
  // Whatever ends the demo, the stand-ins and the workspace go with it.
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      pulumi.stop();
    });
  const claims = createClaims();
  try {
    const before = await connectMailboxes(simulators, pulumi, claims);
    if (keep) await lookAround(simulators, pulumi);
    else {
      await runAgain(simulators, pulumi, claims);
      await letMailFlow(simulators, dovecot, claims);
      await destroy(simulators, pulumi, claims, before);
    }
  } finally {
    await Promise.all([simulators.close(), pulumi.workspace.remove()]);
  }
  return claims.conclude();
}
