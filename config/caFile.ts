import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { describeValue } from "./describeValue.ts";
import { isObject } from "./read.ts";
import type { Report } from "./settingsError.ts";

/** Certificates of the authorities that XCALLY's server certificate may come from, beside the well-known ones. */
export interface CaFile {
  /** The path as configured, from the directory that the stack runs in. */
  readonly path: string;
  /** The file's certificates in PEM form, with line feeds, one after another; nothing else of the file. */
  readonly pem: string;
}

/** Reads a file of certificates; a file without any, or one that holds a private key, is a mistake. */
export function readCaFile(path: string, report: Report): CaFile | undefined {
  const result = readCertificates(path);
  if ("pem" in result) return { path, pem: result.pem };
  report({ path: "xcallyCaFile", message: `${describeValue(path)} is not allowed. ${result.problem}` });
  return undefined;
}

function readCertificates(path: string): { readonly pem: string } | { readonly problem: string } {
  if (path.includes("-----BEGIN")) return { problem: "Write the path of the file, not its contents." };
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const code = isObject(error) && typeof error["code"] === "string" ? error["code"] : "unknown error";
    return {
      problem: `The file cannot be read (${code}). Give the path of a PEM file from ${process.cwd()}.`,
    };
  }
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    return { problem: "The file holds a private key. Give a file with the authority's certificates only." };
  }
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (certificates.length === 0) {
    return { problem: "The file holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)." };
  }
  const broken = certificates.findIndex((certificate) => !isCertificate(certificate));
  if (broken >= 0) return { problem: `Certificate ${broken + 1} of the file is damaged. Export it again.` };
  return { pem: certificates.map((pem) => `${pem.replaceAll("\r\n", "\n")}\n`).join("") };
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).fingerprint256 !== "";
  } catch {
    return false;
  }
}
