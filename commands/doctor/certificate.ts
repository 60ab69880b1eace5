import { connect, getCACertificates } from "node:tls";
import { z } from "zod";

/** What a server shows when a connection with TLS is made. */
export type ShownCertificate =
  | { readonly kind: "unreachable"; readonly reason: string }
  | {
      readonly kind: "untrusted";
      /** Node's code, such as `DEPTH_ZERO_SELF_SIGNED_CERT` or `ERR_TLS_CERT_ALTNAME_INVALID`. */
      readonly code: string;
      /** Who signed it, as the certificate says. */
      readonly issuer: string;
    }
  | { readonly kind: "trusted"; readonly ends: Date };

/** Where to look, and whom to trust. */
export interface CertificateArgs {
  readonly host: string;
  readonly port: number;
  /** PEM certificates to trust besides Node's own. Defaults to none. */
  readonly ca: string | undefined;
  readonly timeoutMs: number;
}

/**
 * Looks at a server's certificate: makes a connection with TLS 1.2 at least, sends nothing, and closes it. What is not trusted is
 * looked at too.
 */
export function lookAtCertificate({ host, port, ca, timeoutMs }: CertificateArgs): Promise<ShownCertificate> {
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port,
      ca: trusting(ca),
      minVersion: "TLSv1.2",
      // Nothing is sent; whether to trust it is what is asked here.
      rejectUnauthorized: false,
      ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
    });
    const end = (shown: ShownCertificate) => {
      socket.destroy();
      resolve(shown);
    };
    socket.setTimeout(timeoutMs, () => {
      end({ kind: "unreachable", reason: `no answer within ${timeoutMs / 1000} seconds` });
    });
    socket.once("error", (error: Error) => {
      end({ kind: "unreachable", reason: error.message });
    });
    socket.once("secureConnect", () => {
      const certificate = socket.getPeerX509Certificate();
      if (socket.authorized && certificate !== undefined) {
        end({ kind: "trusted", ends: new Date(certificate.validTo) });
      } else {
        const issuer = /^(?:CN|O)=(.*)$/m.exec(certificate?.issuer ?? "")?.[1] ?? "nobody named";
        end({ kind: "untrusted", code: codeOf(socket.authorizationError), issuer });
      }
    });
  });
}

/** The certificates to trust, as `node:tls` takes them. */
export function trusting(ca: string | undefined): string[] {
  return [...getCACertificates(), ...(ca === undefined ? [] : [ca])];
}

const withCode = z.object({ code: z.string() });

/** Node's code of a failed connection; failures of a chain of certificates are that code itself. Empty where there is none. */
export function codeOf(error: unknown): string {
  return withCode.safeParse(error).data?.code ?? (typeof error === "string" ? error : "");
}
