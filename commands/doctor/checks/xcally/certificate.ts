import { millisecondsPerDay } from "../../../../config/window.ts";
import { readVariable, type Environment } from "../../../../entra/environment.ts";
import { lookAtCertificate } from "../../certificate.ts";
import { fail, pass, skip, warn, type Finding } from "../../finding.ts";
import type { XcallyServer } from "./server.ts";

const timeoutMs = 10_000;

/** Days before its end from which a certificate is warned of: time to have a new one signed by people. */
const warnDays = 30;

/** Whether the certificate is trusted, and how long it lasts. Nothing is said of a server that cannot be reached: others say so. */
export async function checkCertificate(
  { url, trust }: XcallyServer,
  environment: Environment,
  now: Date,
): Promise<readonly Finding[]> {
  if (url.protocol === "http:") return [];
  const shown = await lookAtCertificate({
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port || "443"),
    ca: trust.ca,
    timeoutMs,
  });
  switch (shown.kind) {
    case "unreachable":
      return readVariable(environment, "HTTPS_PROXY", "https_proxy") === undefined
        ? []
        : [
            skip(
              `The certificate of ${url.host} is not looked at: a proxy stands before it (${shown.reason}).`,
            ),
          ];
    case "untrusted":
      return trust.verifyCertificates === false ? [] : [untrusted(url, shown.code, shown.issuer)];
    case "trusted":
      return [lasting(url, shown.ends, now)];
  }
}

function untrusted({ host, hostname }: URL, code: string, issuer: string): Finding {
  if (code === "CERT_HAS_EXPIRED") {
    return fail(
      `The certificate of ${host} has expired.`,
      "XCALLY administrator",
      "Renew the server's certificate.",
    );
  }
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
    return fail(
      `The certificate of ${host} is not made out to ${hostname} (${code}).`,
      "whoever runs the stack",
      "Use a host name in xcallyUrl that the server's certificate is made out to.",
    );
  }
  return fail(
    `The certificate of ${host}, which ${issuer} signed, is not trusted (${code}).`,
    "whoever runs the stack",
    "Set xcallyCaFile to the PEM file of the authority that signed the server's certificate; an XCALLY administrator has it.",
  );
}

function lasting({ host }: URL, ends: Date, now: Date): Finding {
  const days = Math.floor((ends.getTime() - now.getTime()) / millisecondsPerDay);
  const says = `The certificate of ${host} is trusted and ends in ${days} days.`;
  return days < warnDays ? warn(says, "XCALLY administrator", "Renew the server's certificate.") : pass(says);
}
