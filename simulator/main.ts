/**
 * `npm run simulator [-- --verbose]`: Entra ID and XCALLY on fixed loopback ports until Ctrl-C.
 *
 * The standard output can be pasted into a shell or read by one (`source`); `--verbose` writes a line for every
 * request to the standard error.
 */
import { parseArgs } from "node:util";
import { shellExports } from "../tools/shellExports.ts";
import type { RecordedRequest } from "./shared/requestLog.ts";
import { fixedPorts, startSimulators } from "./start.ts";
import type { Simulators } from "./start.ts";

try {
  const { verbose } = parseArgs({ options: { verbose: { type: "boolean", default: false } } }).values;
  const simulators = await startSimulators(fixedPorts);
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

function instructions({ entra, xcally, environment }: Simulators): string {
  const accounts = xcally.state.mailAccounts.list().map(({ email, service }) => `#   ${email} (${service})`);
  return [
    `# XCALLY: ${xcally.url} (user ${xcally.user}, password ${xcally.password}; API: ${xcally.url}/apidoc/)`,
    ...accounts,
    `# Entra ID: ${entra.url}, tenant ${entra.tenantId}`,
    "# Everything is kept in memory and forgotten at the end, the state of Pulumi's stacks too.",
    "# In another shell, in which SSL_CERT_FILE makes Go programs trust this authority only:",
    shellExports(environment),
    "# then: pulumi stack select --create dev && pulumi up -s dev (no pulumi of your own? npm run engine -- --help)",
    "# Ctrl-C stops both.",
  ].join("\n");
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
