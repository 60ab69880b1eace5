import { z } from "zod";
import type { CaFile } from "./caFile.ts";
import { readObject, type Place } from "./read.ts";
import { isPublicHost } from "./url.ts";
import { withoutUndefined } from "./withoutUndefined.ts";

/** How the stack deals with XCALLY's server; what is left out is as the client has it by default. */
export interface ConnectionSettings {
  /** Seconds that one operation on a resource may take, all its requests and repeats together. Defaults to 60. */
  readonly deadlineSeconds?: number;
  /** Requests that may wait for their answer at the same time. Defaults to 8. */
  readonly maxInFlight?: number;
  /** Requests that may begin within a second. Defaults to 20. */
  readonly maxPerSecond?: number;
  /** Repeat nothing: the first failure of a request is that of its operation. Defaults to false. */
  readonly failFast?: boolean;
  /** Whether the server's certificate is checked; for public hosts it always is. Defaults to true. */
  readonly verifyCertificates?: boolean;
  /** Whether plain http is allowed beyond localhost; to public hosts it never is. Defaults to false. */
  readonly allowHttp?: boolean;
}

const count = (what: string, least: number, most: number) => {
  const allowed = `Write a whole number${what} from ${least} to ${most}.`;
  return z.int(allowed).min(least, allowed).max(most, allowed).optional();
};
const choice = z.boolean("Write true or false, without quotes.").optional();
const fields = {
  deadlineSeconds: count(" of seconds", 5, 600),
  maxInFlight: count("", 1, 64),
  maxPerSecond: count("", 1, 200),
  failFast: choice,
  verifyCertificates: choice,
  allowHttp: choice,
};

/** Reads the configuration's `xcallyConnection`; every field of it may be left out. */
export function readConnection(value: unknown, place: Place): ConnectionSettings {
  return withoutUndefined(readObject(value, fields, place).partial);
}

/** Refuses to leave certificates unchecked where that is never right: on the internet, and beside an authority to check them by. */
export function checkTrust(
  { verifyCertificates }: ConnectionSettings,
  url: string,
  caFile: CaFile | undefined,
  { path, report }: Place,
): void {
  if (verifyCertificates !== false) return;
  const { hostname } = new URL(url);
  const refuse = (why: string) => {
    report({ path: `${path}.verifyCertificates`, message: `false is not allowed ${why}` });
  };
  if (isPublicHost(hostname)) {
    refuse(
      `for ${hostname}, which may be on the internet. Remove it; for a certificate of your own set xcallyCaFile.`,
    );
  } else if (caFile !== undefined) {
    refuse("beside xcallyCaFile, which certificates are checked by. Remove one of the two.");
  }
}
