import { appendFileSync, chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** One time that `pwsh` was run. */
export interface PwshRun {
  readonly arguments: readonly string[];
  /** Whether the script was there, from the folder that it was run in. */
  readonly found: boolean;
  /** The variables whose names begin with MAILBOX_ or EXCHANGE_. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A program `pwsh` that notes how it is run and does nothing else. */
export interface RecordingPwsh {
  /** All runs so far. */
  runs(): readonly PwshRun[];
  /** Makes the script of this name fail for the mailbox of this key, as often as it is run, until `succeed` is called. */
  fail(script: string, key: string): void;
  succeed(): void;
  /** A PATH on which it comes first. */
  pathBefore(path: string): string;
  close(): void;
}

/** What stands in the place of PowerShell; node starts it from its first line. */
const program = (log: string, failing: string): string => `#!${process.execPath}
const { appendFileSync, existsSync, readFileSync } = require("node:fs");
const args = process.argv.slice(2);
const file = args.at(-1);
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(MAILBOX|EXCHANGE)_/.test(name)));
const run = { arguments: args, found: existsSync(file), environment };
appendFileSync(${JSON.stringify(log)}, JSON.stringify(run) + "\\n");
const failing = readFileSync(${JSON.stringify(failing)}, "utf8").trim().split("\\n");
if (failing.includes(environment.MAILBOX_KEY + " " + file)) {
  console.error("the permission was refused");
  process.exit(1);
}
console.log(file + " done for " + environment.MAILBOX_KEY);
`;

/** Puts one in a temporary folder. */
export function createRecordingPwsh(): RecordingPwsh {
  const folder = mkdtempSync(join(tmpdir(), "recording-pwsh-"));
  const [log, failing, pwsh] = ["log", "failing", "pwsh"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(log, "");
  writeFileSync(failing, "");
  writeFileSync(pwsh, program(log, failing));
  chmodSync(pwsh, 0o755);
  return {
    runs: () =>
      readFileSync(log, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as PwshRun),
    fail: (script, key) => {
      appendFileSync(failing, `${key} exchange/${script}.ps1\n`);
    },
    succeed: () => {
      writeFileSync(failing, "");
    },
    pathBefore: (path) => folder + delimiter + path,
    close: () => {
      rmSync(folder, { recursive: true });
    },
  };
}
