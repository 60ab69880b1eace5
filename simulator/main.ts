/**
 * `npm run simulator [-- --verbose]`: Entra ID, XCALLY and, where Dovecot is installed, mail servers on fixed loopback ports until
 * Ctrl-C.
 *
 * The standard output can be pasted into a shell or, of `npm run --silent simulator`, read by one (`source`);
 * `--verbose` writes a line for every request to the standard error.
 */
import { parseArgs } from "node:util";
import { instructions } from "./instructions.ts";
import { findDovecot } from "./mail/index.ts";
import { requireTrustByFile } from "./platform.ts";
import type { RecordedRequest } from "./shared/requestLog.ts";
import { fixedPorts, startSimulators } from "./start.ts";

try {
  const { verbose } = parseArgs({ options: { verbose: { type: "boolean", default: false } } }).values;
  requireTrustByFile();
  const dovecot = findDovecot();
  const simulators = await startSimulators(fixedPorts, { mail: dovecot.found });
  if (!dovecot.found) console.error(`Mail servers are left out: ${dovecot.reason}.`);
  console.log(instructions(simulators));
  if (verbose) {
    follow("Entra ID", simulators.entra);
    follow("XCALLY", simulators.xcally);
  }
  // Once: a second Ctrl-C ends the process at once.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void simulators.close());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  // Not by exitCode: one stand-in may be listening while the other could not start.
  process.exit(1);
}

interface Recording {
  readonly requests: readonly RecordedRequest[];
  readonly unexpectedRequests: readonly RecordedRequest[];
}

/** Writes a line for each request soon after its answer. */
function follow(name: string, simulator: Recording): void {
  let shown = 0;
  setInterval(() => {
    for (const request of simulator.requests.slice(shown)) {
      const remark = simulator.unexpectedRequests.includes(request) ? " (no such route)" : "";
      console.error(`${name}: ${request.method} ${request.path} ${request.status}${remark}`);
      shown += 1;
    }
  }, 100).unref();
}
