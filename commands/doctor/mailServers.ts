import { readFileSync } from "node:fs";
import type { Protocol } from "../../entra/permissions.ts";

/** Where a server listens. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** The mail servers to look at. */
export interface MailServers extends Readonly<Record<Protocol, Endpoint>> {
  /** PEM certificates to trust beside the well-known ones. */
  readonly ca: string | undefined;
}

/**
 * Reads `HOST:PORT`; an IPv6 address stands in brackets.
 *
 * @throws Error in one sentence.
 */
export function readEndpoint(option: string, text: string): Endpoint {
  const [, host, port] = /^([\w.-]+|\[[\da-f:]+\]):(\d{1,5})$/i.exec(text) ?? [];
  if (host === undefined || !(Number(port) >= 1 && Number(port) <= 65_535)) {
    throw new Error(
      `--${option} ${text} is not allowed: write HOST:PORT, such as outlook.office365.com:993.`,
    );
  }
  return { host: host.replace(/^\[|\]$/g, ""), port: Number(port) };
}

/**
 * Reads the file of an authority's certificates.
 *
 * @throws Error in one sentence.
 */
export function readCaFile(path: string): string {
  let text = "";
  try {
    text = readFileSync(path, "utf8");
  } catch {
    // Says the same as of a file without one.
  }
  if (text.includes("-----BEGIN CERTIFICATE-----")) return text;
  throw new Error(`--mail-ca ${path} is not allowed: name a PEM file of certificates that can be read.`);
}
