import { codeOf } from "../../certificate.ts";
import { fail, messageOf, pass, type Finding } from "../../finding.ts";
import { offeredBy, type Visit } from "../../mail/visit.ts";

/** The server of a visit as people name it: `IMAP at outlook.office365.com:993`. */
export function serverOf({ protocol, endpoint }: Visit): string {
  return `${protocol.toUpperCase()} at ${endpoint.host}:${endpoint.port}`;
}

/** Whether a mail server can be reached, with TLS that is trusted, and offers to sign in by XOAUTH2. */
export async function checkServer(visit: Visit): Promise<Finding> {
  const server = serverOf(visit);
  try {
    const offered = await offeredBy(visit);
    if (offered.includes("XOAUTH2")) {
      return pass(`${server} answers with a trusted certificate and offers XOAUTH2.`);
    }
    return fail(
      `${server} does not offer XOAUTH2; it offers ${offered.join(", ") || "no way to sign in"}.`,
      "whoever runs the stack",
      "Check that it is a server of Office 365, and that no firewall or virus scanner answers in its place.",
    );
  } catch (error) {
    return unreachable(server, error);
  }
}

/** What it means that a server did not answer as a mail server does. */
export function unreachable(server: string, error: unknown): Finding {
  const code = codeOf(error);
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code)) {
    return fail(
      `${server} shows a certificate that is not trusted (${code}).`,
      "whoever runs the stack",
      "Name the authority that signed it, perhaps a firewall's, with --mail-ca or NODE_EXTRA_CA_CERTS.",
    );
  }
  return fail(
    `${server} cannot be used from here: ${messageOf(error) || code}.`,
    "whoever runs the stack",
    "Let this machine and XCALLY's server out to it; --skip mail leaves it out where only XCALLY's server may.",
  );
}
