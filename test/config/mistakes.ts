import { describe, expect, test } from "@jest/globals";
import { readSettings } from "../../config/settings.ts";
import { SettingsError, type SettingsIssue } from "../../config/settingsError.ts";
import { rawSettings } from "./rawSettings.ts";

/** Secrets of the cases; no message may hold them. */
export const apiKey = "sentinel-of-the-api-key";
export const password = "sentinel-of-the-password";

/** Values of a stack's configuration by their key, without its namespace. */
export type Stack = Readonly<Record<string, unknown>>;

/** A wrong configuration. */
export interface Case {
  /** What is put over a right configuration; undefined takes a key out. */
  readonly stack?: Stack;
  readonly environment?: Readonly<Record<string, string>>;
  /** `path: message` of every mistake, and no more. */
  readonly expected: readonly string[];
}

/** Tests that each case is refused with exactly the messages it expects, none of which holds a secret. */
export function rejects(title: string, cases: Readonly<Record<string, Case>>): void {
  describe(title, () => {
    test.each(Object.entries(cases))("%s", (_name, { stack, environment, expected }) => {
      const error = settingsError({ xcallyApiKey: apiKey, ...stack }, environment);
      expect(error.issues.map(asLine)).toEqual(expected);
      expect(error.message).not.toContain("sentinel");
    });
  });
}

/** The error that a configuration with these values is refused with. */
export function settingsError(
  stack: Stack,
  environment: Readonly<Record<string, string>> = {},
): SettingsError {
  try {
    readSettings(rawSettings(stack), environment);
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error("The configuration was accepted.");
}

function asLine({ path, mailbox, message }: SettingsIssue): string {
  return `${path}${mailbox === undefined ? "" : ` (mailbox ${mailbox})`}: ${message}`;
}
