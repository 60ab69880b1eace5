import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** Runs of the engine whose requests are known. */
export const runNames = [
  "firstPreview",
  "firstUp",
  "preview",
  "up",
  "refresh",
  "rotation",
  "destroy",
] as const;
export type RunName = (typeof runNames)[number];

/** A number that grows with the mailboxes of a stack in a straight line. */
const line = z.strictObject({ fixed: z.number(), perMailbox: z.number() });
export type Line = z.infer<typeof line>;

const requests = z.record(z.string(), line);
const run = z.strictObject({
  /** Requests to Microsoft Graph, by method, path without ids and names of the query's options. */
  graph: requests,
  /** Requests to Entra ID beside Graph: the cloud's metadata, the deployer's tokens, the proof of new secrets. */
  signIn: requests,
  /** Requests to XCALLY. */
  xcally: requests,
  /** How often the state was written as a whole, on a backend of files. */
  stateWrites: line,
});
export type Run = z.infer<typeof run>;

const measured = z.strictObject({
  runs: z.strictObject({
    firstPreview: run,
    firstUp: run,
    preview: run,
    up: run,
    refresh: run,
    rotation: run,
    destroy: run,
  }),
  /** Size of the state after the first `up`, in bytes on disk, uncompressed. */
  stateBytes: line,
});
/** What the engine, the plugins and the program did against the stand-ins, by number of mailboxes. */
export type Measured = z.infer<typeof measured>;

/** The file that `RECORD=1 npm test -- test/stack/scale` writes. */
export const measuredFile = join(import.meta.dirname, "measured.json");

/** @throws Error where the file is not what the recording writes. */
export function readMeasured(): Measured {
  return measured.parse(JSON.parse(readFileSync(measuredFile, "utf8")));
}

/** The line's value for so many mailboxes. */
export function at({ fixed, perMailbox }: Line, mailboxes: number): number {
  return fixed + perMailbox * mailboxes;
}
