import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { describeValue } from "./describeValue.ts";
import { isObject } from "./read.ts";
import type { Report } from "./settingsError.ts";

/** A file of certificates that XCALLY's server certificate may come from, beside the well-known ones. Checked to hold some. */
export interface CaFile {
  /** The path as configured, from the directory that the stack runs in. */
  readonly path: string;
}

/** Reads a file of certificates; a file without any, or one that holds a private key, is a mistake. */
export function readCaFile(path: string, report: Report): CaFile | undefined {
  const problem = problemOf(path);
  if (problem === undefined) return { path };
  report({ path: "xcallyCaFile", message: `${describeValue(path)} is not allowed. ${problem}` });
  return undefined;
}

function problemOf(path: string): string | undefined {
  if (path.includes("-----BEGIN")) return "Write the path of the file, not its contents.";
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const code = isObject(error) && typeof error["code"] === "string" ? error["code"] : "unknown error";
    return `The file cannot be read (${code}). Give the path of a PEM file from ${process.cwd()}.`;
  }
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    return "The file holds a private key. Give a file with the authority's certificates only.";
  }
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (certificates.length === 0) {
    return "The file holds no certificate in PEM form (-----BEGIN CERTIFICATE-----).";
  }
  const broken = certificates.findIndex((certificate) => !isCertificate(certificate));
  return broken < 0 ? undefined : `Certificate ${broken + 1} of the file is damaged. Export it again.`;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).fingerprint256 !== "";
  } catch {
    return false;
  }
}
