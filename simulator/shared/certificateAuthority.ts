// x509 asks for this polyfill while it loads, so it comes first.
import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import { randomBytes, webcrypto } from "node:crypto";
import { isIP } from "node:net";

const signingAlgorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const millisecondsADay = 24 * 60 * 60 * 1000;

/** Names by which a client on this machine may reach a loopback server. */
export const loopbackHostnames: readonly string[] = ["localhost", "127.0.0.1", "::1"];

/** A server certificate with its private key, both in PEM. */
export interface IssuedCertificate {
  readonly key: string;
  readonly cert: string;
}

/** A certificate authority that lives as long as the process that made it; its private key is never written. */
export interface CertificateAuthority {
  /** The authority's own certificate in PEM: what a client must trust (`SSL_CERT_FILE`, `NODE_EXTRA_CA_CERTS`). */
  readonly certificatePem: string;
  /**
   * Issues a server certificate.
   *
   * @param hostnames DNS names and IP addresses for the subject alternative names. Defaults to {@link loopbackHostnames}.
   */
  issue(hostnames?: readonly string[]): Promise<IssuedCertificate>;
}

/**
 * Makes a new certificate authority whose certificates both Go and Node clients accept: Go refuses a certificate
 * without subject alternative names, and a root without the CA constraint.
 */
export async function createCertificateAuthority(): Promise<CertificateAuthority> {
  x509.cryptoProvider.set(webcrypto);
  const keys = await generateKeys();
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerialNumber(),
    name: "CN=Loopback stand-in certificate authority",
    ...validity(),
    signingAlgorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });

  const issue = async (hostnames: readonly string[] = loopbackHostnames): Promise<IssuedCertificate> => {
    const serverKeys = await generateKeys();
    const certificate = await x509.X509CertificateGenerator.create({
      serialNumber: newSerialNumber(),
      subject: `CN=${hostnames[0] ?? "localhost"}`,
      issuer: root.subject,
      ...validity(),
      signingAlgorithm,
      publicKey: serverKeys.publicKey,
      signingKey: keys.privateKey,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension(
          hostnames.map((value) => ({ type: isIP(value) === 0 ? "dns" : "ip", value })),
        ),
        await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
      ],
    });
    return { key: await exportPrivateKey(serverKeys.privateKey), cert: certificate.toString("pem") };
  };

  return { certificatePem: root.toString("pem"), issue };
}

function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(signingAlgorithm, true, ["sign", "verify"]);
}

async function exportPrivateKey(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", key)).toString("base64");
  return `-----BEGIN PRIVATE KEY-----\n${der.replace(/(.{64})/g, "$1\n").trimEnd()}\n-----END PRIVATE KEY-----\n`;
}

/** A positive serial number: the first bit of a DER integer is its sign. */
function newSerialNumber(): string {
  return `00${randomBytes(15).toString("hex")}`;
}

/** Starts a day early so that a client whose clock is a little behind accepts the certificate. */
function validity(): { notBefore: Date; notAfter: Date } {
  return {
    notBefore: new Date(Date.now() - millisecondsADay),
    notAfter: new Date(Date.now() + 365 * millisecondsADay),
  };
}
