import { shellExports } from "../tools/shellExports.ts";
import { unsetSignIns } from "../tools/withoutSignIns.ts";
import type { Simulators } from "./start.ts";

/** What `npm run simulator` prints: for people, and as a script for a POSIX shell. */
export function instructions({ entra, xcally, environment }: Simulators): string {
  const accounts = xcally.state.mailAccounts.list().map(({ email, service }) => `#   ${email} (${service})`);
  return [
    `# XCALLY: ${xcally.url} (user ${xcally.user}, password ${xcally.password}; API: ${xcally.url}/apidoc/)`,
    ...accounts,
    `# Entra ID: ${entra.url}, tenant ${entra.tenantId}`,
    "# Everything is kept in memory and forgotten at the end, the state of Pulumi's stacks too.",
    "# In another shell, in which SSL_CERT_FILE makes Go programs trust this authority only:",
    unsetSignIns,
    shellExports(environment),
    "# then: pulumi stack select --create dev && pulumi up -s dev (no pulumi of your own? npm run engine -- --help)",
    "# Ctrl-C stops both.",
  ].join("\n");
}
