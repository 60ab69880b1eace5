import { defaultPassword } from "./entra/index.ts";
import type { MailServer } from "./mail/index.ts";
import { shellExports } from "../tools/shellExports.ts";
import { unsetSignIns } from "../tools/withoutSignIns.ts";
import type { Simulators } from "./start.ts";

/** What `npm run simulator` prints: for people, and as a script for a POSIX shell. */
export function instructions({ entra, xcally, mail, environment }: Simulators): string {
  const accounts = xcally.state.mailAccounts.list().map(({ email, service }) => `#   ${email} (${service})`);
  const people = entra.state.users
    .map(({ userPrincipalName }) => userPrincipalName)
    .filter((name) => !entra.account(name).disabled);
  return [
    `# XCALLY: ${xcally.url} (user ${xcally.user}, password ${xcally.password}; API: ${xcally.url}/apidoc/)`,
    ...accounts,
    `# Entra ID: ${entra.url}, tenant ${entra.tenantId}`,
    `#   people: ${people.join(", ")}; password: ${defaultPassword}`,
    ...(mail ? [`# Mail, with the certificates' authority in ${entra.caFile}:`, ...mailLines(mail)] : []),
    `# After an up, sign in for a Cloud Provider: ${xcally.authenticateUrl(1)}`,
    "#   (first with XCALLY's user and password, then as the mailbox's person)",
    "# Everything is kept in memory and forgotten at the end, the state of Pulumi's stacks too.",
    "# In another shell, in which SSL_CERT_FILE makes Go programs trust this authority only:",
    unsetSignIns,
    shellExports(environment),
    "# then: pulumi stack select --create dev && pulumi up -s dev (no pulumi of your own? npm run engine -- --help)",
    "# Ctrl-C stops all of it.",
  ].join("\n");
}

function mailLines({ imap, pop3, smtp }: MailServer): string[] {
  return Object.entries({ IMAP: imap, POP3: pop3, SMTP: smtp }).map(
    ([name, { host, port }]) => `#   ${name} ${host}:${port}`,
  );
}
