import type { Contract } from "../xcally/contract.ts";
import { readAuthentication } from "./authentication.ts";
import type { Authentication, Credentials, Environment } from "./authentication.ts";
import { readCaFile, type CaFile } from "./caFile.ts";
import { checkTrust, readConnection, type ConnectionSettings } from "./connection.ts";
import { describeValue } from "./describeValue.ts";
import type { AuthenticationKind } from "./options.ts";
import type { Origin, Report } from "./settingsError.ts";
import { parseServerUrl, type PlainHttp } from "./url.ts";
import { withoutUndefined } from "./withoutUndefined.ts";

/** The XCALLY server that the stack writes to. */
export interface XcallySettings {
  /** Address without a slash at its end; the contract's base path follows it. */
  readonly url: string;
  /** The address that this same server had before it moved; what was made there is not made again. */
  readonly previousUrl?: string;
  readonly authentication: Authentication;
  /** Authorities to trust beside the well-known ones. */
  readonly caFile?: CaFile;
  /** Empty where everything is left to its default. */
  readonly connection: ConnectionSettings;
}

/** Those of the stack's keys that concern the server, as far as they could be read. */
export interface XcallyFields extends Credentials {
  readonly xcallyUrl?: string | undefined;
  readonly xcallyPreviousUrl?: string | undefined;
  readonly xcallyAuthentication?: AuthenticationKind | undefined;
  readonly xcallyCaFile?: string | undefined;
  readonly xcallyConnection?: unknown;
}

/** Reads everything about the server; undefined if its address or way of signing in is wrong. */
export function readXcally(
  fields: XcallyFields,
  contract: Contract,
  environment: Environment,
  report: Report,
  origin: Origin,
): XcallySettings | undefined {
  const place = { path: "xcallyConnection", report };
  const connection = readConnection(fields.xcallyConnection ?? {}, place);
  const readUrl = (path: "xcallyUrl" | "xcallyPreviousUrl", http: PlainHttp): string | undefined => {
    const text = fields[path];
    if (text === undefined) return undefined;
    const result = parseServerUrl(text, contract.basePath, http);
    if ("url" in result) return result.url;
    report({ path, message: `${describeValue(text)} is not allowed. ${result.problem}` });
    return undefined;
  };
  const url = readUrl("xcallyUrl", connection.allowHttp === true ? "private" : "loopback");
  // Nothing is sent to a former address: it is compared with what the state says.
  const previousUrl = readUrl("xcallyPreviousUrl", "anywhere");
  if (previousUrl !== undefined && previousUrl === url) {
    report({
      path: "xcallyPreviousUrl",
      message: `${describeValue(previousUrl)} is the same as xcallyUrl. Remove it or name the former address.`,
    });
  }
  const kind = fields.xcallyAuthentication;
  const authentication = kind && readAuthentication(kind, fields, environment, report, origin);
  const caFile = fields.xcallyCaFile === undefined ? undefined : readCaFile(fields.xcallyCaFile, report);
  if (url !== undefined) checkTrust(connection, url, caFile, place);
  if (url === undefined || authentication === undefined) return undefined;
  return { url, authentication, connection, ...withoutUndefined({ previousUrl, caFile }) };
}
