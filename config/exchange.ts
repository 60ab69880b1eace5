import { accessSync, constants } from "node:fs";
import { z } from "zod";
import type { Environment } from "./authentication.ts";
import { isOnPath } from "./findProgram.ts";
import { readObject, type Place } from "./read.ts";
import type { Report } from "./settingsError.ts";

/** Whether the stack itself runs the Exchange commands that mail needs; without `apply` they are an output for people. */
export type ExchangeSettings =
  | { readonly apply: false }
  | {
      readonly apply: true;
      /** The tenant's first domain, such as `contoso.onmicrosoft.com`. */
      readonly organization: string;
    };

// Connect-ExchangeOnline fails with unclear messages where an application gives another of the tenant's domains:
// https://learn.microsoft.com/powershell/exchange/app-only-auth-powershell-v2
const organization =
  "Write the tenant's domain that ends in .onmicrosoft.com, such as contoso.onmicrosoft.com.";
const fields = {
  apply: z.boolean("Write true or false, without quotes.").default(false),
  organization: z
    .string(organization)
    .regex(/^[a-z0-9][a-z0-9-]*\.onmicrosoft\.com$/i, organization)
    .optional(),
};

/** Variables by which the scripts in `exchange/` sign in; of the two certificates one is given. */
const variables = {
  appId: "EXCHANGE_APP_ID",
  certificateFile: "EXCHANGE_CERTIFICATE_FILE",
  certificateThumbprint: "EXCHANGE_CERTIFICATE_THUMBPRINT",
} as const;

/** Reads the configuration's `exchange`, and checks that what the commands need is on this machine where they are to be run. */
export function readExchange(
  value: unknown,
  environment: Environment,
  { path, report }: Place,
): ExchangeSettings | undefined {
  const { partial, complete } = readObject(value, fields, { path, report });
  if (partial.apply !== true) return complete && { apply: false };
  checkMachine(environment, `${path}.apply`, report);
  if (partial.organization !== undefined) {
    return complete && { apply: true, organization: partial.organization };
  }
  if (complete !== undefined) {
    report({ path: `${path}.organization`, message: `This is missing. ${organization}` });
  }
  return undefined;
}

function checkMachine(environment: Environment, path: string, report: Report): void {
  if (!isOnPath("pwsh", environment)) {
    report({
      path,
      message:
        "The program pwsh is not on the PATH. Install PowerShell 7 with the module ExchangeOnlineManagement, or remove exchange.apply.",
    });
  }
  const { appId, certificateFile, certificateThumbprint } = variables;
  const isMissing = (name: string) => (environment[name] ?? "") === "";
  if (isMissing(appId)) {
    report({
      path: appId,
      message:
        "This environment variable is missing. Set it to the id of the application that manages Exchange Online.",
    });
  }
  const given = [certificateFile, certificateThumbprint].filter((name) => !isMissing(name));
  if (given.length !== 1) {
    report({
      path: given[0] ?? certificateFile,
      message:
        given.length === 0
          ? `This environment variable is missing. Set it to the path of the application's certificate (PFX), or set ${certificateThumbprint} on Windows.`
          : `This environment variable is set beside ${certificateThumbprint}. Remove one of the two.`,
    });
  }
  if (!isMissing(certificateFile) && !isReadable(environment[certificateFile] ?? "")) {
    report({
      path: certificateFile,
      message: "The file that this environment variable names cannot be read. Correct its path.",
    });
  }
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
