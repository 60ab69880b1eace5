import { z } from "zod";
import type { Environment } from "./authentication.ts";
import { checkExchangeMachine } from "./exchangeMachine.ts";
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

/**
 * Reads the configuration's `exchange`.
 *
 * @param reportMissing told of what this machine lacks for the commands, where they are to be run.
 */
export function readExchange(
  value: unknown,
  environment: Environment,
  { path, report }: Place,
  reportMissing: Report,
): ExchangeSettings | undefined {
  const { partial, complete } = readObject(value, fields, { path, report });
  if (partial.apply !== true) return complete && { apply: false };
  checkExchangeMachine(environment, `${path}.apply`, reportMissing);
  if (partial.organization !== undefined) {
    return complete && { apply: true, organization: partial.organization };
  }
  if (complete !== undefined) {
    report({ path: `${path}.organization`, message: `This is missing. ${organization}` });
  }
  return undefined;
}
